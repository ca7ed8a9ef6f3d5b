import { describe, expect, it } from "vitest"
import { tcpListener } from "../../../components/tcp-listener/index.ts"
import { countOf } from "../../scenarios/run/support.ts"
import { expectDeterministic } from "../support/checks.ts"
import { finished } from "../support/finished.ts"
import { mistakesIn, World } from "../support/world.ts"
import { endings, estate, run } from "./support.ts"

const small = { backlog: 2, handshake: "100ms", cookies: "off", synRetries: 2 }

describe("a listener", () => {
  it("lets a connection wait for its handshake, and for nothing where there is room", () => {
    expect(endings(run({ ...small, handshake: "0ms" }, [0, 0, 0]))).toEqual(["ok 1", "ok 1", "ok 1"])
    expect(endings(run(small, [0, 0, 101]))).toEqual(["ok 101", "ok 101", "ok 101"])
  })

  it("drops a SYN that finds no room, which comes again after 1, 2 and 4 s", () => {
    const world = run(small, [0, 0, 0])
    expect(endings(world)).toEqual(["ok 101", "ok 101", "ok 1101"])
    const [third] = world.driver.answers.filter(({ call }) => call === 2)
    // The wait for want of room and the handshake are time in a line, not work.
    expect(third?.queuedNs).toBe(1100e6)
    expect(
      ["syns", "synsDropped", "retransmissions", "connections"].map((name) => world.count(`door.${name}`)),
    ).toEqual([4, 1, 1, 3])
  })

  it("gives a client up that has sent its SYN in vain as often as it may", () => {
    // Entries are there until 10 s: SYNs at 0, 1 and 3 s, and nothing by 7 s.
    const world = run({ ...small, handshake: "10s" }, [0, 0, 0])
    expect(endings(world)).toEqual(["ok 10001", "ok 10001", "lost 7000"])
    expect(["syns", "synsDropped", "connectionsLost"].map((name) => world.count(`door.${name}`))).toEqual([5, 3, 1])
  })

  it("hears no more of a client whose user has given up", () => {
    const whole = finished({
      components: {
        readers: { kind: "client" },
        door: { kind: "tcp-listener", to: "site", backlog: 1, handshake: "20s", synRetries: 6 },
        site: { kind: "service", operations: { page: [{ work: "1ms" }] } },
      },
      load: { readers: { open: "constant 1/s", to: "door", stopAt: "2500ms" } },
      policies: { "readers -> door": { timeout: "2s" } },
    })
    // The second reader finds the table full, and sends its SYN once more after 1 s; the next would be after 3 s.
    expect(countOf(whole, "readers.offered")).toBe(2)
    expect(["syns", "retransmissions", "connectionsLost"].map((name) => countOf(whole, `door.${name}`))).toEqual([
      3, 1, 0,
    ])
  })

  it("keeps an entry of the flood for its life, and never passes the flood on", () => {
    const world = run({ ...small, entryLife: "5s" }, [0, 0, 1000, 5000], true)
    expect(endings(world)).toEqual(["lost 0", "lost 0", "lost 0", "lost 0"])
    expect([world.count("door.synsDropped"), world.level("door.halfOpen"), ...world.arrivals("site")]).toEqual([
      1, 1, 0,
    ])
  })

  it("answers with a cookie where there is no room, or always, at the price of some work", () => {
    const overflow = run({ ...small, cookies: "on-overflow", cookieWork: "3ms" }, [0, 0, 0])
    expect(endings(overflow)).toEqual(["ok 101", "ok 101", "ok 104"])
    const always = run({ ...small, cookies: "always", cookieWork: "3ms" }, [0, 0, 0])
    expect(endings(always)).toEqual(["ok 104", "ok 104", "ok 104"])
    expect([overflow, always].map((world) => world.count("door.cookies"))).toEqual([1, 3])
    const flood = run({ ...small, cookies: "always", cookieWork: "3ms" }, [0, 0, 0], true)
    expect(endings(flood)).toEqual(["lost 3", "lost 3", "lost 3"])
    expect(flood.level("door.halfOpen")).toBe(0)
  })

  it("resets a handshake whose entry had to make room, unless a cookie stands for it", () => {
    const oldest = { ...small, overflow: "drop-oldest" }
    expect(endings(run(oldest, [0, 0, 10]))).toEqual(["refused 100", "ok 101", "ok 101"])
    const world = run({ ...oldest, cookies: "on-overflow" }, [0, 0, 10])
    expect(endings(world)).toEqual(["ok 101", "ok 101", "ok 101"])
    expect(["evicted", "resets", "cookies"].map((name) => world.count(`door.${name}`))).toEqual([1, 0, 0])
  })

  it("makes cookies wait for its cores", () => {
    const the = { cookies: "always", cookieWork: "5ms", cpu: { cores: 1, discipline: "fifo" } }
    expect(endings(run(the, [0, 0, 0]))).toEqual(["ok 6", "ok 11", "ok 16"])
  })

  it("forgets its table in a crash", () => {
    const world = new World(estate({ ...small, handshake: "5s" }, [0, 0, 2000])).start().run(1e9)
    world.actorOf("door").onFault("crash", true, 0)
    world.actorOf("door").onFault("crash", false, 0)
    expect(endings(world.run())).toEqual(["lost 1000", "lost 1000", "ok 5001"])
  })

  it("declares the measures it takes", () => {
    const world = new World(estate({}, []))
    for (const metric of tcpListener.metrics)
      expect(world.metrics.get(`door.${metric.name}`), metric.name).toBeDefined()
  })

  it("is the same again, and goes on from a snapshot", () => {
    const asks = Array.from({ length: 60 }, (_, index) => 40 * index)
    const world = expectDeterministic(estate({ ...small, handshake: "exponential 100ms" }, asks), 1e9)
    expect(world.count("door.synsDropped")).toBeGreaterThan(10)
  })

  it.each([
    [{ backlog: 0 }, "backlog: "],
    [{ entryLife: "0s" }, "entryLife: "],
    [{ cookies: "sometimes" }, "cookies: "],
    [{ overflow: "drop" }, "overflow: "],
    [{ synRetries: 11 }, "synRetries: "],
    [{ attackers: [3] }, "attackers.0: "],
  ])("refuses %j", (the, message) => {
    expect(mistakesIn({ kind: "tcp-listener", to: "site", ...the }).join("\n")).toContain(message)
  })
})

describe("a flood", () => {
  /** 100 readers a second, and so many SYNs a second of nobody's; an entry lives longer than that. */
  const flooded = (the: object, seconds: number, perSecond: number) => {
    const door = { kind: "tcp-listener", to: "site", attackers: ["flood"], handshake: "100ms", synRetries: 0, ...the }
    const whole = finished({
      run: { duration: `${seconds}s` },
      components: {
        readers: { kind: "client" },
        flood: { kind: "client" },
        door,
        site: { kind: "service", operations: { page: [{ work: "1ms" }] } },
      },
      load: { readers: { open: "poisson 100/s", to: "door" }, flood: { open: `poisson ${perSecond}/s`, to: "door" } },
    })
    return {
      share: countOf(whole, "readers.succeeded") / countOf(whole, "readers.offered"),
      cookies: countOf(whole, "door.cookies"),
      evicted: countOf(whole, "door.evicted"),
    }
  }

  it("shuts readers out of a full table, but not with cookies, nor where the oldest makes room in time", () => {
    // 1,024 entries are full after 2.5 s. The oldest of them is 2 s old, of 30 it is 60 ms old: less than a handshake.
    const share = (the: object) => flooded({ backlog: 1024, ...the }, 20, 400).share
    expect(share({})).toBeLessThan(0.25)
    expect(share({ cookies: "on-overflow" })).toBeGreaterThan(0.98)
    expect(share({ overflow: "drop-oldest" })).toBeGreaterThan(0.98)
    expect(share({ overflow: "drop-oldest", backlog: 30 })).toBeLessThan(0.1)
  })

  it("is told apart by the profiles: Linux sends cookies, FreeBSD makes room", () => {
    const profile = (name: string) => tcpListener.profiles.find((one) => one.profile === name)?.params ?? {}
    const [linux, freebsd] = [flooded(profile("linux-6"), 16, 1200), flooded(profile("freebsd-12"), 16, 1200)]
    expect([linux.share > 0.98, linux.evicted]).toEqual([true, 0])
    // Of 20,800 SYNs some 4,096 of the flood find room; 15,360 entries are full after 13 s.
    expect(linux.cookies).toBeGreaterThan(12_000)
    expect([freebsd.share > 0.98, freebsd.cookies]).toEqual([true, 0])
    expect(freebsd.evicted).toBeGreaterThan(3000)
  })
})
