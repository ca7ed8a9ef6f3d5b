import { collectReferences, type FileReference } from "../../components/kit/reference.ts"
import type { ScenarioPlan } from "../../scenarios/plan.ts"
import { readScenario } from "../../scenarios/read.ts"
import type { Problem } from "../../scenarios/text/problem.ts"
import type { StartRequest } from "../protocol/engine-api.ts"
import type { BranchSource } from "./branch.ts"

/** A text made ready to run, or what is wrong with it: it may name no files but those whose samples come with it. */
export type ReadText = { readonly source: BranchSource | null; readonly problems: readonly Problem[] }

export function readText({ text, seed, durationNs, samples = {} }: StartRequest): ReadText {
  const samplesOf = ({ path }: FileReference) => samples[path] ?? []
  const { plan, problems } = readWith(text, (path) => samples[path] !== undefined)
  if (plan === undefined) return { source: null, problems }
  return { source: { plan: shortened(plan, durationNs), seed: seed ?? plan.seed, problems, samplesOf }, problems }
}

function readWith(text: string, isHere: (path: string) => boolean) {
  const read = readScenario(text)
  const references = read.plan === undefined ? [] : collectReferences(read.plan)
  if (references.every(({ reference }) => reference.refersTo !== "file" || isHere(reference.path))) return read
  // Says of each where the text names it.
  return readScenario(text, { files: () => undefined })
}

function shortened(plan: ScenarioPlan, durationNs: number | undefined): ScenarioPlan {
  if (durationNs === undefined || durationNs >= plan.run.durationNs) return plan
  const warmupNs = Math.min(plan.run.warmupNs, durationNs)
  return { ...plan, run: { ...plan.run, durationNs, warmupNs } }
}
