import { describe, expect, it } from "vitest"
import { breachesOf } from "../../../scenarios/report/objectives/breaches.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { Checkpoints } from "../../../ui/engine-worker/checkpoints.ts"
import { Marks } from "../../../ui/engine-worker/marks.ts"
import { plainBytes } from "../../../ui/engine-worker/plain-bytes.ts"
import { topologyOf } from "../../../ui/engine-worker/topology.ts"
import type { Mark } from "../../../ui/protocol/feed.ts"
import { planOf } from "../../scenarios/run/support.ts"
import { libraryPlan } from "../playback/support.ts"

const struck = planOf({
  run: { duration: "6s" },
  components: {
    shop: { kind: "client" },
    web: { kind: "service", replicas: 2, concurrency: 8, operations: { page: [{ call: "stock" }] } },
    stock: { kind: "database", replicas: 3, pool: 4, operations: { read: [{ work: "exponential 5ms" }] } },
  },
  load: { shop: { open: "poisson 100/s", to: "web" } },
  faults: [
    { at: "1s", for: "1s", do: "crash", target: "stock" },
    { at: "2500ms", for: "500ms", do: "partition", target: "web -> stock" },
    { at: "4s", do: "slow", amount: 50, target: "web[1]" },
  ],
  objectives: ["success of shop >= 99%", "p99 latency of shop < 1s"],
})

describe("the marks of a run", () => {
  it("are its faults as they begin and end, and when an objective did not hold", () => {
    const run = new Run(struck)
    const marks = new Marks(run)
    const held = new Map<string, Mark>()
    const take = () => {
      const news = [...marks.takeFaults(), ...marks.takeBreaches()]
      for (const mark of news) held.set(mark.id, mark)
      return news
        .filter(({ kind }) => kind === "fault")
        .map(({ label, targets, fromNs, toNs }) => [label, targets, fromNs, toNs])
    }
    run.advance(0.5e9)
    expect(take()).toEqual([])
    run.advance(1.5e9)
    const replicas = ["stock[0]", "stock[1]", "stock[2]"]
    expect(take()).toEqual([["crash of stock", replicas, 1e9, Number.POSITIVE_INFINITY]])
    expect(take()).toEqual([])
    run.advance(2.7e9)
    expect(take()).toEqual([
      ["crash of stock", replicas, 1e9, 2e9],
      ["partition of web -> stock", ["web -> stock"], 2.5e9, Number.POSITIVE_INFINITY],
    ])
    run.advance()
    expect(take()[1]).toEqual(["slow of web[1]", ["web[1]"], 4e9, Number.POSITIVE_INFINITY])
    const breaches = [...held.values()].filter(({ kind, toNs, fromNs }) => kind === "breach" && toNs > fromNs)
    expect(new Set(breaches.map(({ label }) => label))).toEqual(new Set(["success of shop >= 99%"]))
    const [success] = run.plan.objectives
    const windows = success === undefined || success.measure === "recovery" ? [] : (breachesOf(run, success) ?? [])
    expect(windows.length).toBeGreaterThan(breaches.length)
    // Every window lies in one mark, and the marks are no longer than the windows together.
    for (const { fromNs, toNs } of windows)
      expect(breaches.filter((mark) => mark.fromNs <= fromNs && mark.toNs >= toNs).length).toBe(1)
    const length = (spans: readonly { readonly fromNs: number; readonly toNs: number }[]) =>
      spans.reduce((sum, { fromNs, toNs }) => sum + toNs - fromNs, 0)
    expect(length(breaches)).toBe(length(windows))
  })
})

/** What a snapshot takes after so many events. */
function snapshotBytes(events: number): number {
  const run = new Run(libraryPlan("mm1", 200))
  run.advance(Number.POSITIVE_INFINITY, events)
  return plainBytes(run.snapshot())
}

describe("checkpoints", () => {
  it.each([
    ["number", { countMax: 4, bytesMax: 1e12 }],
    ["bytes", { countMax: 1e6, bytesMax: 4 * snapshotBytes(5_000) }],
  ])("stay within their %s, and spread over the run", (_, limits) => {
    const run = new Run(libraryPlan("mm1", 200))
    const checkpoints = new Checkpoints({ everyEvents: 100, everyWorkMs: 0, ...limits })
    while (run.events < 5_000) {
      run.advance(Number.POSITIVE_INFINITY, 50)
      checkpoints.note(run, 1)
    }
    const kept: number[] = []
    for (let at = checkpoints.last(() => true); at !== null; ) {
      const { events } = at
      kept.unshift(events)
      at = checkpoints.last((one) => one.events < events)
    }
    expect(kept.length).toBeGreaterThanOrEqual(2)
    expect(kept.length).toBeLessThanOrEqual(4)
    const gaps = [0, ...kept].map((events, index) => (kept[index] ?? 5_000) - events)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2_700)
  })
})

describe("the topology of a run", () => {
  it("has its components, ways, replicas and what they obey", () => {
    const { nodes, edges, actors, scenario } = topologyOf(new Run(struck))
    expect(actors).toEqual(["shop", "stock[0]", "stock[1]", "stock[2]", "web[0]", "web[1]"])
    expect(edges).toEqual([
      { from: "shop", to: "web", detached: false },
      { from: "web", to: "stock", detached: false },
    ])
    expect(nodes.map(({ name, slots, actors: its, faults }) => [name, slots, its, faults.includes("crash")])).toEqual([
      ["shop", null, [0], false],
      ["stock", 4, [1, 2, 3], true],
      ["web", 8, [4, 5], true],
    ])
    expect(scenario.objectives).toEqual(["success of shop >= 99%", "p99 latency of shop < 1s"])
  })

  it("has the proxies of a mesh, and that agents call detached", () => {
    const mesh = topologyOf(new Run(libraryPlan("mesh-sidecars", 1)))
    const proxies = mesh.nodes.filter(({ beside }) => beside !== undefined)
    expect(proxies.length).toBeGreaterThan(0)
    for (const { name, beside } of proxies) {
      const inward = mesh.edges.find(({ from, to }) => from === name && to === beside)
      expect(inward?.detached).toBe(false)
    }
    const registry = topologyOf(new Run(libraryPlan("stale-registry", 1)))
    const asked = registry.nodes.filter(({ kind }) => kind === "registry").map(({ name }) => name)
    for (const edge of registry.edges) expect(edge.detached).toBe(asked.includes(edge.to))
    expect(registry.nodes.some(({ faults }) => faults.includes("deregister"))).toBe(true)
  })
})
