import { collectReferences } from "../../components/kit/reference.ts"
import type { EmbeddedRun } from "../../formats/html/embed.ts"
import type { ScenarioPlan } from "../../scenarios/plan.ts"
import type { Run } from "../../scenarios/run/run.ts"
import type { LoadedScenario } from "./load-scenario.ts"

/** A scenario for a page to run, with the samples that it names. */
export function embeddedScenario(
  { text, samplesOf }: LoadedScenario,
  plan: ScenarioPlan,
  seed: string | undefined,
): EmbeddedRun {
  const samples: Record<string, readonly number[]> = {}
  for (const { reference } of collectReferences(plan))
    if (reference.refersTo === "file") samples[reference.path] = samplesOf(reference)
  return {
    format: "orrery.embedded/1",
    text,
    seed: seed ?? plan.seed,
    digest: null,
    events: null,
    untilNs: null,
    samples,
  }
}

/** A run that a page runs again, to the same event and digest. */
export function embeddedRun(loaded: LoadedScenario, run: Run): EmbeddedRun {
  const { digest, events, nowNs, stoppedBy } = run
  const untilNs = stoppedBy === null ? null : nowNs
  return { ...embeddedScenario(loaded, run.plan, run.seed), digest, events, untilNs }
}
