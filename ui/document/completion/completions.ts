import { scalarText } from "../../../scenarios/text/yaml-text.ts"
import { keyText } from "../text/write.ts"
import type { Completion } from "./completion.ts"
import { type Cursor, cursorAt } from "./cursor.ts"
import { keysAt } from "./keys.ts"
import { objectiveWords } from "./objectives.ts"
import type { Offer } from "./offer.ts"
import { valuesAt } from "./values.ts"

/**
 * What could stand at an offset of a text, whole or not: keys and values that the schema allows there, names of the
 * document, units. The first fit best; an editor shows those that go on from what is typed.
 */
export function completionsAt(text: string, offset: number): readonly Completion[] {
  const whole = cursorAt(text, offset)
  if (whole === undefined) return []
  const cursor = atLastWord(whole)
  const isJson = /^[\s\uFEFF]*[{[]/.test(text)
  const offers = offersAt(cursor)
  const unique = new Map(offers.map((offer) => [`${offer.kind} ${offer.label}`, offer]))
  return [...unique.values()].map((offer) => {
    const { label, kind, detail, docs } = offer
    return { label, kind, detail, docs, start: cursor.start, end: cursor.end, insert: insertOf(offer, cursor, isJson) }
  })
}

/** Of a text of several words in quotes, the last; names of links are one. */
function atLastWord(cursor: Cursor): Cursor {
  const { typed, start, isQuoted, part, path } = cursor
  const length = typed.lastIndexOf(" ") + 1
  if (!isQuoted || part === "key" || length === 0 || path[0] === "faults") return cursor
  return { ...cursor, start: start + length, before: typed.slice(0, length), typed: typed.slice(length) }
}

function offersAt(cursor: Cursor): readonly Offer[] {
  if (cursor.path[0] === "objectives") return objectiveWords(cursor)
  if (cursor.part === "value") return valuesAt(cursor)
  // On a line of its own there may be a key, or a value that is no mapping.
  const isAlone = !cursor.hasColon && !cursor.isInFlow
  return isAlone ? [...keysAt(cursor), ...valuesAt(cursor)] : keysAt(cursor)
}

function insertOf({ label, kind, holds }: Offer, cursor: Cursor, isJson: boolean): string {
  if (kind === "key") {
    const key = cursor.isQuoted ? label : keyText(label, isJson)
    if (cursor.hasColon || cursor.isQuoted) return key
    return holds === "lines" && !cursor.isInFlow ? `${key}:` : `${key}: `
  }
  if (cursor.isQuoted || cursor.before.trim() !== "") return label
  return holds === "literal" ? label : scalarText(label, isJson)
}
