import { describe, expect, it } from "vitest"
import { type Around, countOf, crash, documentOf, ended, mean, runOf, S, stalenessOf, wrongIn } from "./support.ts"

const PROFILES = ["consul-1", "etcd-3", "eureka-2", "kubernetes-dns", "zookeeper-3"] as const

/** A crash, a hang, a leave and trouble with the servers. */
const troubled = (profile: string, more: Partial<Around> = {}): Around => ({
  registry: { profile },
  servers: 3,
  hosts: 20,
  callers: 3,
  seconds: 60,
  faults: [
    crash(12, { for: "30s" }),
    { at: "20s", for: "15s", do: "deregister", target: "pay[1]" },
    { at: "25s", for: "5s", do: "crash", target: "registry[1]" },
    { at: "31s", for: "4s", do: "pause", target: "registry[2]" },
    { at: "40s", for: "3s", do: "partition", target: "registry -> registry" },
    { at: "45s", for: "2s", do: "crash", target: "shop[0]" },
  ],
  ...more,
})

describe.each(PROFILES)("%s", (profile) => {
  it("gives the same run again, and goes on from a snapshot as if nothing had been", () => {
    const whole = ended(troubled(profile))
    const half = runOf(troubled(profile))
    half.advance(32.5 * S)
    const saved = structuredClone(half.snapshot())
    half.advance()
    expect(half.digest).toBe(whole.digest)
    const again = runOf(troubled(profile))
    again.restore(saved)
    again.advance()
    expect(again.digest).toBe(whole.digest)
    const counts = (run: typeof whole) =>
      ["registrations", "renewals", "lists", "listChanges"].map((name) => countOf(run, name))
    expect(counts(again)).toEqual(counts(whole))
    expect(stalenessOf(again)).toEqual(stalenessOf(whole))
  })

  it("is not moved by components that have nothing to do with it", () => {
    const links = { "* -> registry": { latency: "exponential 2ms" } }
    const measured = (more: object) => {
      const around = troubled(profile, { more })
      const run = runOf(around, { ...documentOf(around), links })
      run.advance()
      return [stalenessOf(run), ...["renewals", "reports", "lists", "listChanges"].map((name) => countOf(run, name))]
    }
    const other = { aaa: { kind: "service", replicas: 7, operations: { idle: [{ work: "1ms" }] } } }
    expect(measured(other)).toEqual(measured({}))
  })

  it("comes to be right again after all that", () => {
    const run = ended(troubled(profile, { seconds: 400 }))
    expect(wrongIn(run)).toBe(0)
  })
})

describe("a replica that leaves in good order", () => {
  it("is known to leave at once, and goes on serving", () => {
    const faults = [{ at: "50s", for: "20s", do: "deregister", target: "pay[0]" }]
    const run = ended({ registry: { profile: "etcd-3" }, callers: 2, hosts: 2, faults, seconds: 100 })
    expect(stalenessOf(run)).toEqual({ count: 4, min: 0, max: 0 })
    expect([countOf(run, "deregistrations"), countOf(run, "registrations")]).toEqual([1, 1])
    expect(
      run.estate.ports.edges
        .get("shop -> pay")
        ?.outcomes.slice(1)
        .every((count) => count === 0),
    ).toBe(true)
  })

  it("leaves nobody to call where it was the only one", () => {
    const faults = [{ at: "50s", do: "deregister", target: "pay" }]
    const run = ended({ registry: { profile: "etcd-3" }, faults, seconds: 100 })
    const outcomes = run.estate.ports.edges.get("shop -> pay")?.outcomes
    // Every 10 s: until 50 s somebody answers, then nobody is known.
    expect([outcomes?.[0], outcomes?.[8]]).toEqual([5, 5])
  })
})

it("knows nobody at first where the run begins with nobody", () => {
  const registry = { profile: "eureka-2", start: "empty" }
  const run = ended({ registry, callers: 4, hosts: 2, seconds: 100 })
  // The copy is empty until 30 s, when everybody asks again; then all are known.
  expect(stalenessOf(run)).toEqual({ count: 8, min: 30, max: 30 })
})

it("is asked by a balancer in its callers' stead, which then is the only one to be wrong", () => {
  const around: Around = { registry: { profile: "kubernetes-dns" }, servers: 2, hosts: 2, callers: 6, seconds: 120 }
  const document = {
    ...documentOf({ ...around, faults: [crash(50)] }),
    policies: { "lb -> pay": { discovery: "registry" } },
  }
  const components = {
    ...Object(document).components,
    lb: { kind: "load-balancer", to: "pay" },
    shop: { kind: "service", replicas: 6, operations: { buy: [{ call: "lb" }] } },
  }
  const run = runOf(around, { ...document, components })
  run.advance()
  expect(stalenessOf(run).count).toBe(1)
})

it("has servers whose work takes time, when it is told how much", () => {
  const around: Around = { registry: { profile: "eureka-2", work: "20ms" }, callers: 2, seconds: 100 }
  const run = ended(around)
  expect(run.estate.ports.edges.get("shop -> registry")?.latencyMaxNs).toBe(0.02 * S)
})

it("tells every two products apart", () => {
  // The same estate and the same crash, which callers learn of a quarter sooner or later, or which costs the servers a
  // quarter more or less: 30 s or 10 s, polls or watches, one way or with the messages of Raft's heartbeats.
  const shown = PROFILES.map((profile) => {
    const runs = ["1"].map((seed) =>
      ended({ registry: { profile }, servers: 3, hosts: 20, faults: [crash(55)], seconds: 300, seed }),
    )
    const late = mean(runs.map((run) => stalenessOf(run).max))
    const requests = mean(runs.map((run) => run.estate.ports.edges.get("registry -> registry")?.calls ?? 0))
    return { profile, late, requests }
  })
  const isFar = (one: number, other: number) => Math.max(one, other) > 1.25 * Math.min(one, other)
  for (const [at, one] of shown.entries())
    for (const other of shown.slice(at + 1)) {
      const apart = isFar(one.late, other.late) || isFar(one.requests, other.requests)
      expect(apart, `${one.profile} and ${other.profile}`).toBe(true)
    }
})
