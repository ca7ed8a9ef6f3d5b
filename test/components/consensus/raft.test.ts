import { describe, expect, test } from "vitest"
import {
  type AppendRequest,
  consulTiming,
  drawElectionNs,
  etcdTiming,
  type RaftEntry,
  RaftNode,
  type RaftTiming,
} from "../../../components/consensus/index.ts"
import { NS_PER_MS, NS_PER_S } from "../../../engine/index.ts"
import { streamOf } from "./support/network.ts"
import { RaftWorld } from "./support/raft-world.ts"

/** The paper alone: neither pre-vote nor lease. */
const bare: RaftTiming = { ...etcdTiming, electionStepNs: 0, preVote: false, leaseNs: 0 }

/** A group that has had time to choose a leader; the leader and the others. */
function settled(count: number, timing: RaftTiming) {
  const world = new RaftWorld(count, timing, "settled")
  world.run(3 * timing.electionMaxNs)
  const leader = world.leader()
  expect(leader).toBeGreaterThanOrEqual(0)
  return { world, leader, others: [...world.nodes.keys()].filter((index) => index !== leader) }
}

/** A member of five at the start of its own first term, and what it then said. */
function newLeader(timing: RaftTiming) {
  const node = new RaftNode(0, 5, timing, streamOf("lone", "member"))
  node.start(0)
  node.tick(node.dueNs)
  for (const from of [1, 2]) {
    node.receive(0, { kind: "vote-answer", from, to: 0, term: 1, isPreVote: false, isGranted: true })
  }
  expect(node.role).toBe("leader")
  return node
}

const append = (changes: Partial<AppendRequest>): AppendRequest => ({
  ...{ kind: "append", from: 1, to: 0, term: 1, previousIndex: 0, previousTerm: 0, entries: [], commitIndex: 0 },
  ...{ round: 1, ...changes },
})
const entry = (term: number, command: string): RaftEntry => ({ term, command, isLeaderOwn: false })

describe("timing", () => {
  // [timing, least and most of time-outs in ms, their step in ns]
  test.each([
    [etcdTiming, 1000, 1900, 100 * NS_PER_MS], // 10 to 19 heartbeats
    [consulTiming(1), 1000, 2000, 1],
    [consulTiming(5), 5000, 10000, 1],
  ])("election time-outs %#", (timing, leastMs, mostMs, stepNs) => {
    const random = streamOf("1", "draws")
    const draws = Array.from({ length: 3000 }, () => drawElectionNs(timing, random))
    const drawn = draws.map((one) => one / NS_PER_MS)
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(leastMs)
    expect(Math.min(...drawn)).toBeLessThan(leastMs * 1.001)
    expect(Math.max(...drawn)).toBeLessThanOrEqual(mostMs)
    expect(Math.max(...drawn)).toBeGreaterThan(mostMs * 0.998)
    expect(draws.every((one) => one % stepNs === 0)).toBe(true)
  })

  test("Consul's times are those of hashicorp/raft times the multiplier", () => {
    const { heartbeatNs, leaseNs, commitNs } = consulTiming(5)
    expect([heartbeatNs, leaseNs, commitNs].map((one) => one / NS_PER_MS)).toEqual([500, 2500, 250])
  })
})

test("a group of one leads and commits alone", () => {
  const { world } = settled(1, etcdTiming)
  expect(world.propose(0)).toBe(2) // after the leader's own entry
  expect(world.chosen.size).toBe(1)
  world.read(0)
  expect(world.reads).toEqual([{ id: 1, index: 2, isConfirmed: true }])
})

describe("elections", () => {
  // The last answers come at most one heartbeat, and a way there and back, before the cut.
  test("a leader that reaches no majority steps down when its lease ends", () => {
    const { world, leader, others } = settled(5, consulTiming(1))
    world.network.partition(world.nodes.map((_, index) => (index === leader || index === others[0] ? 1 : 0)))
    world.run(380 * NS_PER_MS)
    expect(world.node(leader).role).toBe("leader")
    world.run(125 * NS_PER_MS)
    expect(world.node(leader).role).toBe("follower")
  })

  test("without a lease it goes on, alone", () => {
    const { world, leader } = settled(3, bare)
    world.network.partition(world.nodes.map((_, index) => (index === leader ? 1 : 0)))
    world.run(10 * NS_PER_S)
    expect(world.node(leader).role).toBe("leader")
    expect(world.leader()).not.toBe(leader)
  })

  // [pre-vote and lease, whether the term stays and with it the leader]
  test.each([
    [etcdTiming, true],
    [{ ...etcdTiming, leaseNs: 0 }, true],
    [bare, false],
  ])("a follower that comes back from isolation deposes the leader unless it asks first %#", (timing, stays) => {
    const { world, leader, others } = settled(3, timing)
    const term = world.node(leader).term
    world.propose(leader)
    world.network.partition(world.nodes.map((_, index) => (index === others[0] ? 1 : 0)))
    world.propose(leader)
    world.run(10 * NS_PER_S)
    world.network.heal()
    world.run(NS_PER_S)
    expect(world.node(leader).role === "leader").toBe(stays)
    expect(world.node(leader).term === term).toBe(stays)
  })

  // [lease, ms since the leader was heard, whether the vote is given]
  test.each([
    [1000, 999, false],
    [1000, 1000, true],
    [0, 1, true],
  ])("with a lease of %d ms, a vote %d ms after the leader's call", (leaseMs, laterMs, isGiven) => {
    const node = new RaftNode(0, 3, { ...bare, leaseNs: leaseMs * NS_PER_MS }, streamOf("1", "member"))
    node.start(0)
    node.receive(0, append({}))
    node.takeOutbox()
    const request = {
      kind: "vote-request",
      from: 2,
      to: 0,
      term: 2,
      isPreVote: false,
      lastIndex: 0,
      lastTerm: 0,
    } as const
    node.receive(laterMs * NS_PER_MS, request)
    expect(node.takeOutbox().length).toBe(isGiven ? 1 : 0)
    expect(node.term).toBe(isGiven ? 2 : 1)
  })
})

describe("the log", () => {
  test("a follower replaces what differs from the leader's", () => {
    const node = new RaftNode(0, 3, bare, streamOf("1", "member"))
    node.start(0)
    node.receive(0, append({ entries: [entry(1, "a"), entry(1, "b"), entry(1, "c")] }))
    // The leader of term 2 wrote at 3 where term 1 had written "c", and goes on after it.
    node.receive(0, append({ from: 2, term: 2, previousIndex: 3, previousTerm: 2, entries: [entry(2, "e")] }))
    const [, refusal] = node.takeOutbox()
    expect(refusal).toMatchObject({ kind: "append-answer", isAccepted: false, matchIndex: 1 })
    const right = [entry(2, "B"), entry(2, "e")]
    node.receive(0, append({ from: 2, term: 2, previousIndex: 1, previousTerm: 1, entries: right, commitIndex: 3 }))
    expect(node.takeCommitted()).toEqual([
      { kind: "entry", index: 1, command: "a" },
      { kind: "entry", index: 2, command: "B" },
      { kind: "entry", index: 3, command: "e" },
    ])
  })

  // Figure 8 of the paper: an entry of term 1 on a majority may still be replaced.
  test("an entry of an earlier term is committed only with one of the leader's own", () => {
    const node = new RaftNode(0, 3, bare, streamOf("1", "member"))
    node.start(0)
    node.receive(0, append({ entries: [entry(1, "old")] }))
    node.tick(node.dueNs)
    node.receive(0, { kind: "vote-answer", from: 2, to: 0, term: 2, isPreVote: false, isGranted: true })
    expect(node.role).toBe("leader")
    const answer = {
      kind: "append-answer",
      from: 2,
      to: 0,
      term: 2,
      isAccepted: true,
      previousIndex: 0,
      round: 1,
    } as const
    node.receive(0, { ...answer, matchIndex: 1 })
    expect(node.commitIndex).toBe(0)
    node.receive(0, { ...answer, matchIndex: 2 })
    expect(node.commitIndex).toBe(2)
  })

  // [longest wait before a commit is told, ms after which the followers apply, at least and at most]
  test.each([
    [0, 3, 16], // there, back and there again, 1 to 5 ms each
    [50, 52, 66],
  ])("a commit told after %d ms", (commitMs, leastMs, mostMs) => {
    const timing = { ...bare, heartbeatNs: 400 * NS_PER_MS, commitNs: commitMs * NS_PER_MS }
    const { world, leader, others } = settled(3, timing)
    world.run(world.node(leader).dueNs + NS_PER_MS - world.network.nowNs)
    world.propose(leader)
    world.run(leastMs * NS_PER_MS - 1)
    for (const index of others) expect(world.applied[index]).toEqual([])
    world.run((mostMs - leastMs) * NS_PER_MS)
    for (const index of others) expect(world.applied[index]).toHaveLength(1)
  })

  test("a backlog goes in appends of the greatest size", () => {
    const { world, leader, others } = settled(3, { ...bare, entriesPerAppendMax: 4 })
    const away = others[0] ?? 0
    world.crash(away)
    for (let proposal = 0; proposal < 10; proposal++) world.propose(leader)
    world.run(NS_PER_S)
    world.restart(away)
    const sizes: number[] = []
    const receive = world.node(away).receive.bind(world.node(away))
    world.node(away).receive = (nowNs, message) => {
      if (message.kind === "append" && message.entries.length > 0) sizes.push(message.entries.length)
      receive(nowNs, message)
    }
    world.run(NS_PER_S)
    expect(sizes).toEqual([4, 4, 2])
    expect(world.applied[away]).toHaveLength(10)
  })

  test("compaction bounds the log, and a member that lacks what was dropped gets the state", () => {
    const { world, leader, others } = settled(3, etcdTiming)
    const away = others[0] ?? 0
    world.crash(away)
    for (let proposal = 0; proposal < 20; proposal++) world.propose(leader)
    world.run(NS_PER_S)
    world.compact(leader)
    expect(world.node(leader).logLength).toBe(0)
    world.restart(away)
    world.run(NS_PER_S)
    expect(world.applied[away]).toEqual(world.applied[leader])
    expect(world.applied[away]).toHaveLength(20)
    // The leader's own entry and what it had before the crash are gone with the rest.
    expect(world.node(away).logLength).toBe(0)
  })

  test("a crash loses what was applied, not what was logged", () => {
    const { world, leader, others } = settled(3, etcdTiming)
    world.propose(leader)
    world.run(NS_PER_S)
    const [one = 0] = others
    world.crash(one)
    expect([world.node(one).dueNs, world.node(one).propose(0, 1), world.node(one).confirmRead(0)]).toEqual([
      Infinity,
      -1,
      -1,
    ])
    for (const index of world.nodes.keys()) if (index !== one) world.crash(index)
    for (const index of world.nodes.keys()) world.restart(index)
    for (const applied of world.applied) expect(applied).toEqual([])
    world.run(5 * NS_PER_S)
    for (const applied of world.applied) expect(applied).toHaveLength(1)
  })
})

describe("reads", () => {
  test("a leader that was cut off without a lease confirms none", () => {
    const { world, leader } = settled(3, bare)
    world.network.partition(world.nodes.map((_, index) => (index === leader ? 1 : 0)))
    world.run(5 * NS_PER_S)
    world.propose(world.leader())
    world.run(NS_PER_S)
    world.read(leader)
    world.run(5 * NS_PER_S)
    expect(world.reads).toEqual([])
    world.network.heal()
    world.run(NS_PER_S)
    expect(world.reads).toEqual([{ id: 1, index: -1, isConfirmed: false }])
  })

  test("reads of one instant share a round, answered by a majority", () => {
    const { world, leader } = settled(3, { ...etcdTiming, heartbeatNs: 400 * NS_PER_MS })
    const sent = world.network.sent
    for (let read = 0; read < 5; read++) world.read(leader)
    expect(world.network.sent - sent).toBe(2)
    world.run(10 * NS_PER_MS)
    expect(world.reads.map(({ isConfirmed }) => isConfirmed)).toEqual([true, true, true, true, true])
  })

  test("a new leader answers once it has committed in its term", () => {
    const node = newLeader(bare)
    const id = node.confirmRead(5)
    const round = Math.max(...node.takeOutbox().map((one) => (one.kind === "append" ? one.round : 0)))
    const answer = { kind: "append-answer", to: 0, term: 1, previousIndex: 0, round } as const
    for (const from of [1, 2]) node.receive(6, { ...answer, from, isAccepted: false, matchIndex: 1 })
    expect(node.takeReadsDone()).toEqual([])
    for (const from of [3, 4]) node.receive(7, { ...answer, from, isAccepted: true, matchIndex: 1 })
    expect(node.takeReadsDone()).toEqual([{ id, index: 1, isConfirmed: true }])
  })
})
