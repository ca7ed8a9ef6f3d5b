import { type Plain, part } from "../../engine/index.ts"
import type { ScenarioPlan } from "../plan.ts"
import type { Run } from "./run.ts"

/**
 * The earliest instant at which a run can differ from another of the same seed, in ns: when a fault begins that only one
 * of them has. -Infinity where anything else differs, Infinity where nothing does that matters. Both as they were made:
 * how far they have got plays no part.
 */
export function differsFromNs(run: Run, other: Run): number {
  if (run.seed !== other.seed || !isSame(estateOf(run.plan), estateOf(other.plan))) return Number.NEGATIVE_INFINITY
  const [one, two] = [run.estate.faults, other.estate.faults]
  const begins = differingUnits(run, other).map((unit) => Math.min(one.firstNsOf(unit), two.firstNsOf(unit)))
  return Math.min(Number.POSITIVE_INFINITY, ...begins)
}

/**
 * Puts a fresh run where a snapshot of another one was taken, before the two can differ. From there on it is the run
 * that it would be from its beginning: the same events in the same order.
 */
export function takeOver(run: Run, saved: Plain, other: Run): void {
  const units = differingUnits(run, other)
  const { faults } = run.estate
  const estate = part(saved, "estate")
  const kernel = part(estate, "kernel")
  const actors = part(kernel, "actors")
  if (!Array.isArray(actors)) throw new Error("a snapshot holds no actors")
  const adopted = faults.adopted(actors.at(-1), (unit) => !units.includes(unit))
  run.restore({
    ...Object(saved),
    estate: {
      ...Object(estate),
      scenario: run.plan.hash,
      kernel: { ...Object(kernel), actors: [...actors.slice(0, -1), adopted] },
    },
  })
  faults.rearm(units)
}

/** All of a plan that a run depends on but for its faults. */
function estateOf({ components, load, links, policies, run }: ScenarioPlan): unknown {
  return { components, load, links, policies, run }
}

/** Units of the two schedules of faults that are not the same in both, by their number. */
function differingUnits(run: Run, other: Run): readonly number[] {
  const [one, two] = [run.estate.faults.units, other.estate.faults.units]
  const numbers = Array.from({ length: Math.max(one.length, two.length) }, (_, unit) => unit)
  return numbers.filter((number) => {
    const [left, right] = [one[number], two[number]]
    if (left === undefined || right === undefined) return true
    const names = [left, right].map(({ plan, targets, drawsAs }) => ({ plan, targets, drawsAs }))
    return !isSame(names[0], names[1]) || !isSame(run.plan.faults[left.plan], other.plan.faults[right.plan])
  })
}

/** Equality of plain data by value; anything else is not the same as another. */
function isSame(one: unknown, two: unknown): boolean {
  if (Object.is(one, two)) return true
  if (typeof one !== "object" || typeof two !== "object" || one === null || two === null) return false
  if (one instanceof Map && two instanceof Map) return isSame([...one], [...two])
  if (Array.isArray(one) !== Array.isArray(two) || !isPlain(one) || !isPlain(two)) return false
  const names = Object.keys(one)
  if (names.length !== Object.keys(two).length) return false
  return names.every((name) => Object.hasOwn(two, name) && isSame(Reflect.get(one, name), Reflect.get(two, name)))
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null || prototype === Array.prototype
}
