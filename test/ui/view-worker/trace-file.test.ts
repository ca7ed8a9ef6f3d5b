import { describe, expect, it } from "vitest"
import { otlpTraces } from "../../../formats/otlp/otlp.ts"
import { perfettoTrace } from "../../../formats/perfetto/perfetto.ts"
import type { TraceRequest } from "../../../ui/protocol/view-api.ts"
import { traceFile } from "../../../ui/view-worker/trace/trace-file.ts"
import { awkward } from "../playback/support.ts"
import { branchOf } from "./support.ts"

const branch = branchOf(awkward, [3e9])
const { scenario, actors, operations } = branch.topology
const { spans } = branch.playback.recording
const run = { scenario, seed: scenario.seed, spans, actors, operations, endNs: 3e9 }

/** A clock by which every look takes `stepMs`; how often others had their turn. */
function turnsOf(stepMs: number) {
  let [atMs, turns] = [0, 0]
  return {
    nowMs: () => {
      atMs += stepMs
      return atMs
    },
    later: (task: () => void) => {
      turns++
      setTimeout(task, 0)
    },
    count: () => turns,
  }
}

async function written(of: TraceRequest["of"], format: TraceRequest["format"], stepMs = 1): Promise<string> {
  const file = await traceFile(branch, { branch: 0, format, of }, turnsOf(stepMs))
  expect(file.type).toBe("application/json")
  return file.text()
}

/** Of a Perfetto file. */
function slicesOf(text: string): readonly { readonly args: { readonly request: number } }[] {
  return JSON.parse(text).traceEvents.filter(({ ph }: { readonly ph: string }) => ph === "X")
}

describe("a trace", () => {
  const window = { fromNs: 1e9, toNs: 1.5e9 }

  it("is what the format makes of the record, with scenario and seed", async () => {
    const otlp = await written(window, "otlp")
    expect(otlp).toBe([...otlpTraces(run, { window })].join(""))
    const perfetto = await written(window, "perfetto")
    expect(slicesOf(perfetto)).toEqual(slicesOf([...perfettoTrace(run, { window })].join("")))
    const about = { scenario: scenario.name, scenarioHash: scenario.hash, seed: scenario.seed }
    expect(JSON.parse(perfetto).otherData).toEqual(about)
  })

  it("has the levels of queues and slots", async () => {
    const { traceEvents } = JSON.parse(await written(window, "perfetto"))
    const counters = traceEvents.filter(({ ph }: { readonly ph: string }) => ph === "C")
    const levels = new Set(counters.flatMap(({ args }: { readonly args: object }) => Object.keys(args)))
    expect([...levels].sort()).toEqual(["busy", "queued"])
  })

  it("of one request has its calls alone", async () => {
    const all = slicesOf(await written({ fromNs: 0, toNs: 3e9 }, "perfetto"))
    expect(all).toHaveLength(spans.count)
    const root = all.find(({ args }) => all.filter((one) => one.args.request === args.request).length > 2)?.args.request
    const one = slicesOf(await written({ root: root ?? -1 }, "perfetto"))
    expect(one).toEqual(all.filter(({ args }) => args.request === root))
  })

  it("lets others have their turn while it is written, and is the same", async () => {
    const turns = turnsOf(5)
    const file = await traceFile(branch, { branch: 0, format: "otlp", of: window }, turns)
    expect(turns.count()).toBeGreaterThan(0)
    expect(await file.text()).toBe(await written(window, "otlp", 0))
  })
})
