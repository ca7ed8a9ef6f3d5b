import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { applySettings, readSetting } from "../../../cli/lib/settings.ts"
import { buildReport, Run, readScenario } from "../../../index.ts"

/** Sidecars beside everything, which do nothing: connections carry any number of calls, and nobody is probed. */
const MESH =
  'components.aa-mesh={ kind: mesh, members: ["*"], mtls: off, connections: { streams: 1000000 }, readiness: { interval: 1000s } }'

function reportOf(text: string, settings: readonly string[]) {
  const all = ["run.duration=2s", "run.warmup=0s", ...settings]
  const { plan, problems } = readScenario(applySettings(text, all.map(readSetting)))
  if (plan === undefined) throw new Error(problems.map(({ message }) => message).join("\n"))
  const run = new Run(plan, { seed: "1" })
  run.advance()
  return buildReport(run)
}

// Scenarios without a network, over which connections would take time to set up.
const scenarios = [
  "chain",
  "cdn-expiry",
  "cold-cache",
  "fan-out",
  "hot-row",
  "minute-quota",
  "own-store",
  "retry-storm",
  "routes",
]

describe("a mesh that does nothing", () => {
  it.each(scenarios)("changes nothing for the clients of %s", (name) => {
    const text = readFileSync(join("scenarios", "library", `${name}.yaml`), "utf8")
    const meshed = reportOf(text, [MESH])
    expect(meshed.load).toEqual(reportOf(text, []).load)
    expect(Object.keys(meshed.components).some((component) => component.endsWith("-sidecar"))).toBe(true)
    expect(meshed.invariants.filter(({ held }) => !held)).toEqual([])
  })

  it("passes on how large answers are", () => {
    const text = `
name: test
run: { duration: 2s }
components:
  shop: { kind: client }
  gate: { kind: gateway, routes: [{ prefix: /, to: api }], plugins: [{ kind: response-transformer, factor: 0.5 }] }
  api: { kind: service, operations: { get: [{ work: 1ms }] } }
load:
  shop: { open: constant 10/s, to: gate }
links:
  "gate -> api": { replyBytes: 100kB, connections: {} }
  "shop -> gate": { bandwidth: 1MB/s }
`
    const { latencyMs } = reportOf(text, [MESH]).load.shop ?? {}
    // 50 kB at 1 MB/s.
    expect(latencyMs?.max).toBeGreaterThan(50)
    expect(latencyMs).toEqual(reportOf(text, []).load.shop?.latencyMs)
  })
})
