import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { lanTiming, SwimNode, type SwimTiming, suspicionMinNs, wanTiming } from "../../../components/consensus/index.ts"
import { NS_PER_MS, NS_PER_S } from "../../../engine/index.ts"
import { streamOf, type Weather } from "./support/network.ts"
import { SwimWorld } from "./support/swim-world.ts"

const LAN: Weather = { delayMinNs: NS_PER_MS / 2, delayMaxNs: 2 * NS_PER_MS, loss: 0, repeats: 0 }

/** Each member's opinion of one, of those that are up. */
function opinions(world: SwimWorld, subject: number): readonly string[] {
  const others = world.nodes.filter(({ isUp }, index) => isUp && index !== subject)
  return others.map((node) => node.statusOf(subject))
}

describe("failures", () => {
  // A round of probes reaches everybody within 2n - 1 intervals; then one more, the longest suspicion, and gossip.
  // [timing, members, seconds from crash to the last member's knowledge, at least and at most]
  test.each([
    [lanTiming, 3, 4, 5 + 1 + 4 + 1],
    [lanTiming, 10, 4, 19 + 1 + 24 + 2],
    [{ ...lanTiming, probing: "uniform" } as const, 10, 4, 19 + 1 + 24 + 2],
    [wanTiming, 5, 30, 5 * 9 + 5 + 30 + 3], // five members cannot give the four confirmations wanted
  ])("a member that crashes is found dead by all %#", (timing, count, leastS, mostS) => {
    const world = new SwimWorld(count, timing, "crash", LAN)
    world.run(10 * NS_PER_S)
    world.crash(1)
    world.run(leastS * NS_PER_S - 1)
    expect(opinions(world, 1)).not.toContain("dead")
    world.run((mostS - leastS) * NS_PER_S)
    expect(new Set(opinions(world, 1))).toEqual(new Set(["dead"]))
    expect(world.eventsOf(0, 1)).toEqual(["suspect", "dead"])
    for (const other of world.nodes.keys()) if (other > 1) expect(world.eventsOf(0, other)).toEqual([])
  })

  test("more members' word ends a suspicion sooner", () => {
    const durations = [4, 40].map((count) => {
      const world = new SwimWorld(count, { ...lanTiming, indirectProbes: 0 }, "confirm", LAN)
      world.crash(0)
      while (world.eventsOf(1, 0).length === 0) world.run(100 * NS_PER_MS)
      const startNs = world.network.nowNs
      while (world.eventsOf(1, 0).length < 2) world.run(100 * NS_PER_MS)
      return (world.network.nowNs - startNs) / suspicionMinNs(4, count, NS_PER_S)
    })
    for (const shares of durations) expect(shares).toBeLessThan(3) // of 6 without confirmations
  })

  test("nobody is found dead in a quiet network, and silence costs one probe an interval", () => {
    const world = new SwimWorld(10, { ...lanTiming, pushPullIntervalNs: 0 }, "quiet", LAN)
    world.run(20 * NS_PER_S)
    expect(world.events).toEqual([])
    expect(world.network.sent).toBe(10 * 20 * 2) // a ping and its answer for each member and second
  })

  // Each member is probed in turn, so the wait is bounded; chosen anyhow, it is not.
  test("in turn, each member is probed once in a round", () => {
    const node = new SwimNode(0, 8, lanTiming, streamOf("1", "member"))
    node.start(0)
    const targets: number[] = []
    while (targets.length < 21) {
      node.tick(node.dueNs)
      for (const one of node.takeOutbox()) {
        if (one.kind !== "ping") continue
        targets.push(one.to)
        node.receive(node.dueNs - 1, { kind: "ack", from: one.to, to: 0, sequence: one.sequence, updates: [] })
      }
    }
    for (const from of [0, 7, 14]) expect([...targets.slice(from, from + 7)].sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(targets.slice(0, 7)).not.toEqual(targets.slice(7, 14))
  })

  test("whoever crashes under loss is found dead, and whoever does not is alive in the end", () => {
    const story = fc.record({
      count: fc.integer({ min: 3, max: 12 }),
      loss: fc.constantFrom(0, 0.05, 0.2),
      repeats: fc.constantFrom(0, 0.2),
      crashed: fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 3 }),
      seed: fc.nat().map(String),
    })
    fc.assert(
      fc.property(story, ({ count, loss, repeats, crashed, seed }) => {
        const world = new SwimWorld(count, lanTiming, seed, { ...LAN, loss, repeats })
        const gone = crashed.filter((one) => one < count - 1)
        world.run(5 * NS_PER_S)
        for (const one of gone) world.crash(one)
        world.run(90 * NS_PER_S)
        world.network.weather = LAN
        world.run(60 * NS_PER_S)
        for (const subject of world.nodes.keys()) {
          const expected = gone.includes(subject) ? "dead" : "alive"
          for (const opinion of opinions(world, subject)) expect(opinion, `${subject}`).toBe(expected)
        }
      }),
      { numRuns: 25, seed: 2002 },
    )
  })
})

describe("coming and going", () => {
  test("whoever is cut off for a moment is suspected and objects in a later incarnation", () => {
    const world = new SwimWorld(6, lanTiming, "refute", LAN)
    world.run(5 * NS_PER_S)
    world.network.partition([0, 1])
    while (world.eventsOf(0, 1).length === 0) world.run(50 * NS_PER_MS)
    expect(world.node(0).statusOf(1)).toBe("suspect")
    world.network.heal()
    world.run(20 * NS_PER_S)
    expect(opinions(world, 1)).toEqual(["alive", "alive", "alive", "alive", "alive"])
    expect(world.node(0).incarnationOf(1)).toBeGreaterThan(0)
    expect(world.eventsOf(0, 1)).toEqual(["suspect", "alive"])
  })

  // [time between attempts, members listed in the end]
  test.each([
    [30, 6],
    [0, 3],
  ])("a split in two, with attempts every %d s to reconnect", (seconds, listed) => {
    const world = new SwimWorld(6, { ...lanTiming, reconnectIntervalNs: seconds * NS_PER_S }, "split", LAN)
    world.network.partition([0, 0, 0, 1, 1, 1])
    world.run(90 * NS_PER_S)
    expect(world.nodes.map((node) => node.listed)).toEqual([3, 3, 3, 3, 3, 3])
    world.network.heal()
    world.run(300 * NS_PER_S)
    expect(world.nodes.map((node) => node.listed)).toEqual(Array.from({ length: 6 }, () => listed))
  })

  test("whoever comes back from a crash is alive to all within a second or two", () => {
    const world = new SwimWorld(8, lanTiming, "restart", LAN)
    world.crash(2)
    world.run(60 * NS_PER_S)
    expect(world.node(0).statusOf(2)).toBe("dead")
    world.restart(2)
    world.run(2 * NS_PER_S)
    expect(new Set(opinions(world, 2))).toEqual(new Set(["alive"]))
    expect(world.eventsOf(0, 2)).toEqual(["suspect", "dead", "alive"])
  })

  test("a leave is known to all at once, without suspicion, and the member goes down", () => {
    const world = new SwimWorld(8, lanTiming, "leave", LAN)
    world.run(5 * NS_PER_S)
    world.leave(3)
    world.run(1.5 * NS_PER_S)
    expect(world.node(3).isUp).toBe(false)
    expect(new Set(opinions(world, 3))).toEqual(new Set(["left"]))
    expect(world.eventsOf(0, 3)).toEqual(["left"])
    world.run(60 * NS_PER_S)
    expect(world.node(0).statusOf(3)).toBe("left")
    world.restart(3)
    world.run(2 * NS_PER_S)
    expect(new Set(opinions(world, 3))).toEqual(new Set(["alive"]))
  })

  test("a leave that nobody hears ends after five seconds", () => {
    const world = new SwimWorld(3, lanTiming, "leave", { ...LAN, loss: 1 })
    world.crash(0)
    world.crash(1)
    world.run(60 * NS_PER_S)
    world.leave(2)
    world.run(5 * NS_PER_S)
    expect(world.node(2).isUp).toBe(false)
  })
})

describe("options", () => {
  /** Of a member cut off from one other alone, whether the others' probes save it from suspicion. */
  const suspected = (timing: SwimTiming) => {
    const world = new SwimWorld(6, timing, "asym", LAN)
    world.network.isCut = ({ from, to }) => from + to === 1
    world.run(60 * NS_PER_S)
    return world.events.some(({ event }) => event.kind === "suspect")
  }

  test("probes by way of others save a member that one cannot reach", () => {
    expect(suspected(lanTiming)).toBe(false)
    expect(suspected({ ...lanTiming, indirectProbes: 0 })).toBe(true)
  })

  // A member that hears nobody is slow itself: each failed probe lengthens the next, up to 8 intervals.
  test.each([
    [8, 7],
    [1, 0],
  ])("Lifeguard's doubt, at most %d intervals a probe", (awarenessMax, doubt) => {
    const world = new SwimWorld(12, { ...lanTiming, awarenessMax }, "doubt", LAN)
    world.network.partition([1])
    world.run(14 * NS_PER_S)
    expect(world.node(0).awareness).toBe(doubt)
    const suspicions = world.events.filter(({ by, event }) => by === 0 && event.kind === "suspect").length
    if (awarenessMax === 1) expect(suspicions).toBeGreaterThan(8)
    else expect(suspicions).toBeLessThan(6)
  })

  test("news is sent as often as the multiplier says, and no more than fits a packet", () => {
    const counts = [1, 4].map((retransmitMultiplier) => {
      const quiet = { probeIntervalNs: 0, pushPullIntervalNs: 0, reconnectIntervalNs: 0 }
      const timing = { ...lanTiming, ...quiet, packetUpdatesMax: 3, retransmitMultiplier }
      const node = new SwimNode(0, 20, timing, streamOf("1", "member"))
      node.start(0)
      const updates = [1, 2, 3, 4, 5].map(
        (member) => ({ kind: "alive", member, incarnation: 1, from: member }) as const,
      )
      node.receive(0, { kind: "gossip", from: 1, to: 0, updates })
      let told = 0
      while (node.dueNs < Infinity) {
        node.tick(node.dueNs)
        for (const one of node.takeOutbox()) {
          if (one.kind !== "gossip") continue
          expect(one.updates.length).toBeLessThanOrEqual(3)
          told += one.updates.length
        }
      }
      return told
    })
    expect(counts).toEqual([5 * 2, 5 * 8]) // 20 has two digits
  })

  test("lists heal what gossip missed", () => {
    const missed = [30, 0].map((seconds) => {
      const timing = { ...lanTiming, gossipIntervalNs: 0, probeIntervalNs: 0, pushPullIntervalNs: seconds * NS_PER_S }
      const world = new SwimWorld(6, timing, "lists", LAN)
      const news = { kind: "alive", member: 5, incarnation: 3, from: 5 } as const
      world.network.act(0, (node) => node.receive(0, { kind: "gossip", from: 5, to: 0, updates: [news] }))
      world.run(120 * NS_PER_S)
      return world.nodes.filter((node) => node.incarnationOf(5) < 3).length
    })
    expect(missed).toEqual([0, 5])
  })
})

test("a snapshot taken anywhere leads to the same future", () => {
  for (const beforeMs of [0, 7300, 9100, 14_650]) {
    const make = (seed: string) => new SwimWorld(7, lanTiming, seed, { ...LAN, loss: 0.1, repeats: 0.1 })
    const world = make("one")
    world.run(6 * NS_PER_S)
    world.crash(2)
    world.leave(5)
    world.run(beforeMs * NS_PER_MS)
    const other = make("other")
    other.network.restore(world.network.snapshot())
    for (const one of [world, other]) {
      one.run(10 * NS_PER_S)
      one.restart(2)
      one.run(20 * NS_PER_S)
    }
    expect(other.network.snapshot()).toEqual(world.network.snapshot())
  }
})
