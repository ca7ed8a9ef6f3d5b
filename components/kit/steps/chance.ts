import type { StepPlan } from "./schema.ts"

type Repeat = Extract<StepPlan, { readonly repeat: unknown }>["repeat"]
type Options = Extract<StepPlan, { readonly choose: unknown }>["choose"]

/** Chance that a request goes on behind the step, by what the step itself says: calls are taken to succeed. */
export function goesOn(step: StepPlan): number {
  if ("fail" in step) return 1 - step.fail.share
  if ("then" in step) return 0
  if ("sequence" in step) return allGoOn(step.sequence)
  if ("choose" in step) {
    return chances(step.choose).reduce((sum, chance, at) => sum + chance * allGoOn(step.choose[at]?.steps ?? []), 0)
  }
  if ("repeat" in step) {
    const round = allGoOn(step.repeat.steps)
    return afterRounds(step.repeat, round)
  }
  return 1
}

function allGoOn(steps: readonly StepPlan[]): number {
  return steps.reduce((chance, step) => chance * goesOn(step), 1)
}

function afterRounds({ times, again }: Repeat, round: number): number {
  if (again !== undefined) return (round * (1 - again)) / (1 - round * again)
  let chance = 1
  for (let done = 0; done < (times ?? 1); done++) chance *= round
  return chance
}

/** Mean number of rounds begun. */
export function meanRounds({ times, again, steps }: Repeat): number {
  const round = allGoOn(steps)
  if (again !== undefined) return 1 / (1 - round * again)
  let begun = 0
  for (let done = 0, chance = 1; done < (times ?? 1); done++, chance *= round) begun += chance
  return begun
}

/** Chance of each branch. */
export function chances(options: Options): readonly number[] {
  const total = options.reduce((sum, { weight }) => sum + weight, 0)
  return options.map(({ weight }) => weight / total)
}
