import { checkInvariants, problemLine, Run, readScenario } from "../../index.ts"
import type { Variant } from "./case.ts"
import { type Sample, takeSample } from "./sample.ts"

/** The seeds of every oracle. */
export const SEEDS: readonly string[] = ["1", "2", "3", "4", "5", "6", "7", "8"]

/** The variant's scenario; `share` shortens what is measured. */
export function documentOf(variant: Variant, share: number): string {
  const seconds = variant.drive === undefined ? variant.seconds * share : variant.seconds
  const duration = Math.round((variant.warmupSeconds + seconds) * 1000)
  const warmup = Math.round(variant.warmupSeconds * 1000)
  return `name: oracle\nrun: { duration: ${duration}ms, warmup: ${warmup}ms }\n${variant.yaml.trim()}\n`
}

/** Runs a variant with one seed, once for each replication. A run that ends early or breaks an invariant throws. */
export function runVariant(variant: Variant, seed: string, share: number): readonly Sample[] {
  const { plan, problems } = readScenario(documentOf(variant, share))
  // Warnings are let through: some oracles overload a server on purpose.
  if (plan === undefined) throw new Error(problems.map((problem) => problemLine(problem, variant.name)).join("\n"))
  const { replications = 1 } = variant
  return Array.from({ length: replications }, (_, index) => {
    const run = new Run(plan, { seed: replications === 1 ? seed : `${seed}/${index + 1}` })
    const noted = variant.drive?.(run) ?? {}
    if (variant.drive === undefined) run.advance()
    if (run.stoppedBy !== null) throw new Error(`the run stopped early: ${run.stoppedBy}`)
    const broken = checkInvariants(run.estate.sim).filter(({ held }) => !held)
    if (broken.length > 0) throw new Error(`not held: ${broken.map(({ name }) => name).join(", ")}`)
    return takeSample(run, noted)
  })
}
