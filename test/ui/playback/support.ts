import { readFileSync } from "node:fs"
import { EventTable, IN_FLIGHT, SpanRecorder } from "../../../engine/index.ts"
import type { ScenarioPlan } from "../../../scenarios/plan.ts"
import { readScenario } from "../../../scenarios/read.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { Playback } from "../../../ui/playback/playback.ts"
import { planOf } from "../../scenarios/run/support.ts"
import { SlotWatch } from "./slot-watch.ts"

/** A scenario of the library, ended after so many simulated seconds and without a warm-up. */
export function libraryPlan(name: string, seconds: number): ScenarioPlan {
  const { plan } = readScenario(readFileSync(`scenarios/library/${name}.yaml`, "utf8"))
  if (plan === undefined) throw new Error(`${name} is no scenario`)
  return { ...plan, run: { ...plan.run, durationNs: seconds * 1e9, warmupNs: 0 } }
}

/** All that spans alone do not tell: given-up work, slots given back, cores, locks, uneven networks, tries, a fault. */
export const awkward = planOf({
  run: { duration: "3s" },
  components: {
    shop: { kind: "client" },
    web: {
      kind: "service",
      replicas: 2,
      concurrency: 8,
      operations: {
        page: [{ work: "2ms" }, { call: { to: "stock.read", release: true } }],
      },
      cpu: { cores: 1 },
    },
    stock: { kind: "database", pool: 3, operations: { read: [{ fail: "5%" }, { work: "exponential 10ms" }] } },
  },
  load: { shop: { open: "poisson 150/s", to: "web" } },
  links: { "web -> stock": { latency: "exponential 2ms" } },
  policies: { "web -> stock": { timeout: "40ms", retry: { attemptsMax: 2, backoff: "fixed 5ms" } } },
  faults: [{ at: "1s", for: "200ms", do: "pause", target: "stock" }],
})

export interface Recorded {
  readonly run: Run
  readonly recorder: SpanRecorder
  readonly actors: readonly string[]
  readonly playback: Playback
  /** Up to here all that the record says of calls is whole: the first start of one that was open at the end, in ns. */
  readonly wholeUntilNs: number
}

/** Runs a plan to its end with every request recorded, and opens the record. */
export function recorded(plan: ScenarioPlan, level: "spans" | "events" = "spans"): Recorded {
  const recorder = new SpanRecorder({ level })
  const run = new Run(plan, { recorder })
  run.advance()
  return open(run, recorder)
}

/** The same with the slots watched. */
export function watched(plan: ScenarioPlan): Recorded {
  const recorder = new SpanRecorder({ level: "spans" })
  const run = new Run(plan, { recorder })
  const slots = new EventTable()
  new SlotWatch(run, slots).advance()
  return open(run, recorder, { slots })
}

function open(run: Run, recorder: SpanRecorder, more: { slots?: EventTable } = {}): Recorded {
  const actors = actorsOf(run)
  const { spans, events } = recorder
  const playback = new Playback({ spans, events, actors, ...more })
  let wholeUntilNs = run.nowNs
  for (let row = spans.count - 1; row >= 0; row--) if (spans.outcome(row) === IN_FLIGHT) wholeUntilNs = spans.start(row)
  return { run, recorder, actors, playback, wholeUntilNs }
}

export function actorsOf(run: Run): readonly string[] {
  return run.estate.instances.map(({ name }) => name)
}

/** `count` whole numbers from 0 to below `end`, the same for the same seed (a linear congruential generator). */
export function numbers(seed: number, count: number, end: number): readonly number[] {
  let state = seed >>> 0
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * end)
  })
}
