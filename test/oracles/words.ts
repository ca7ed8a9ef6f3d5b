import { UserError } from "../../cli/lib/user-error.ts"
import { nearest } from "../../components/kit/nearest.ts"

/** The ids named in `--only`, each once and in the order of `known`. Throws a UserError that names those that are unknown. */
export function chosenIds(text: string, known: readonly string[]): readonly string[] {
  const named = text.split(",").map((id) => id.trim().toUpperCase())
  const unknown = named.filter((id) => !known.includes(id))
  if (unknown.length === 0) return known.filter((id) => named.includes(id))
  const meant = unknown.map((id) => {
    const near = nearest(id, known)
    return `there is no oracle "${id}"${near === undefined ? "" : `; did you mean ${near}?`}`
  })
  throw new UserError([...meant, `There are: ${known.join(" ")}`].join("\n"))
}

/** The number an option takes. Throws a UserError unless it is above 0. */
export function positiveNumber(option: string, text: string): number {
  const value = Number(text)
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new UserError(`${option} takes a number above 0, not "${text}"`)
  return value
}
