import type { Playback } from "../../playback/playback.ts"
import type { Subject } from "../../playback/questions/index.ts"
import type { SubjectName } from "../../protocol/questions.ts"

/** The number of a component that a person names, null for the clients' requests. Throws for one the run does not have. */
export function subjectOf({ components }: Playback, name: SubjectName): Subject {
  if (name === null) return null
  const number = components.names.indexOf(name)
  if (number < 0) throw new Error(`the run has no component "${name}"`)
  return number
}
