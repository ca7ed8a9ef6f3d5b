import { describe, expect, it } from "vitest"
import { Run } from "../../../scenarios/run/run.ts"
import { restoreEstate, snapshotEstate } from "../../../scenarios/run/snapshot.ts"
import { type Document, expectSame, planOf, traceOf } from "../../scenarios/run/support.ts"
import { arrivalsAt, arrivalsFrom } from "./support/arrivals.ts"

const PODS = 10

/** Callers with one connection each, as of HTTP/2, through a balancer to ten pods. */
function estate(balancer: object, { callers = 3, connections = {}, ...rest }: Record<string, unknown> = {}): Document {
  return {
    run: { duration: "200s" },
    components: {
      app: { kind: "client", replicas: callers },
      lb: { kind: "load-balancer", to: "api", strategy: "random", ...balancer },
      api: { kind: "service", replicas: PODS, operations: { get: [{ work: "1ms" }] } },
    },
    load: { app: { open: "poisson 10/s", to: "lb" } },
    links: { "app -> lb": { connections: { max: 1, streams: 100, ...(connections as object) } } },
    ...rest,
  }
}

function runFor(document: Document, seed = "42"): Run {
  return new Run(planOf(document), { seed })
}

function busyPods(document: Document, seed: string): number {
  return arrivalsFrom(runFor(document, seed), "api", 0, 5).filter((count) => count > 0).length
}

describe("layer 4", () => {
  it("leaves (1 - 1/P)^k of the pods idle with k connections, where layer 7 uses all", () => {
    const seeds = Array.from({ length: 40 }, (_, index) => String(index))
    const idle = seeds.map((seed) => 1 - busyPods(estate({ layer: "l4" }), seed) / PODS)
    const mean = idle.reduce((sum, share) => sum + share, 0) / seeds.length
    // k = 3, P = 10: 0.729; its standard deviation is 0.046 a run, so 0.007 of 40
    expect(Math.abs(mean - 0.9 * 0.9 * 0.9)).toBeLessThan(0.03)
    expect(busyPods(estate({ layer: "l7" }), "1")).toBe(PODS)
  })

  it("chooses anew for a connection that is", () => {
    expect(busyPods(estate({ layer: "l4" }, { connections: { keepAlive: false } }), "1")).toBe(PODS)
    // a connection a second, 3 callers, 5 s: 15 or so choices
    expect(busyPods(estate({ layer: "l4" }, { connections: { ageMax: "1s" } }), "1")).toBeGreaterThan(5)
  })

  it("sends nothing to a pod that comes later until somebody connects anew", () => {
    const faults = [8, 9].map((pod) => ({ at: "0s", for: "20s", do: "crash", target: `api[${pod}]` }))
    const health = { kind: "connect-check", interval: "1s", initially: "down", rise: 1 }
    const late = (layer: string, connections: object) => {
      const run = runFor(estate({ layer, health }, { callers: 20, faults, connections }))
      return arrivalsFrom(run, "api", 25, 35).slice(8)
    }
    // ten checks each
    expect(late("l4", {})).toEqual([10, 10])
    // 20 callers at 10/s for 10 s: a tenth of 2000 each
    for (const count of late("l7", {})) expect(Math.abs(count - 210)).toBeLessThan(70)
    for (const count of late("l4", { ageMax: "2s" })) expect(count).toBeGreaterThan(60)
  })

  it("moves a connection whose pod is gone, and leaves it where it goes then", () => {
    const faults = [{ at: "10s", for: "5s", do: "crash", target: "api" }]
    const run = runFor(estate({ layer: "l4" }, { callers: 1, faults }), "7")
    const before = arrivalsFrom(run, "api", 0, 10)
    const after = arrivalsFrom(run, "api", 16, 26)
    expect(before.filter((count) => count > 0)).toHaveLength(1)
    expect(after.filter((count) => count > 0)).toHaveLength(1)
    // some seed moves to the same pod again; this one does not
    expect(after.findIndex((count) => count > 0)).not.toBe(before.findIndex((count) => count > 0))
  })

  it("hashes connections, not requests", () => {
    const load = { app: { open: "poisson 10/s", to: "lb", keys: "uniform n=1000" } }
    const hashed = { layer: "l4", strategy: "hash" }
    expect(busyPods(estate(hashed, { callers: 1, load }), "1")).toBe(1)
    expect(busyPods(estate({ ...hashed, layer: "l7" }, { callers: 1, load }), "1")).toBe(PODS)
  })

  it("goes on alike from a snapshot", () => {
    const document = estate({ layer: "l4", health: "connect-check" }, { connections: { ageMax: "2s" } })
    const run = runFor({ ...document, run: { duration: "12s" } })
    run.advance(6e9)
    const saved = structuredClone(snapshotEstate(run.estate))
    run.advance()
    const again = runFor({ ...document, run: { duration: "12s" } })
    restoreEstate(again.estate, saved)
    again.advance()
    expectSame(traceOf(again), traceOf(run))
    expect(arrivalsAt(again, "api")).toEqual(arrivalsAt(run, "api"))
  })
})
