import { instantText } from "../../words/time.ts"

/** Longer parts are cut, so that every system takes the name (chosen: three parts stay far below 255 bytes). */
const PART_MAX = 60

/** What a file shows. */
export interface FileFacts {
  readonly scenario: string
  readonly seed: string
  /** An instant, or a beginning and an end, in ns. */
  readonly timesNs: readonly number[]
}

/** "checkout-seed-42-at-3m04.250s.svg", of characters that stand in the name of a file anywhere. */
export function fileName({ scenario, seed, timesNs }: FileFacts, ending: string): string {
  const times = timesNs.map(timePart).join("-to-")
  return `${namePart(scenario)}-seed-${namePart(seed)}-at-${times}.${ending}`
}

function namePart(text: string): string {
  const part = text.replaceAll(/[^A-Za-z0-9._-]+/g, "_").slice(0, PART_MAX)
  return part === "" ? "_" : part
}

/** "3m04.250s", "1h02m03.400s" */
function timePart(ns: number): string {
  const [last = "", minutes = "", hours] = instantText(ns).split(":").reverse()
  return `${hours === undefined ? "" : `${hours}h`}${minutes}m${last}s`
}
