import { type Mistake, mistaken, type Parsed, quote, refused, type Span } from "../mistake.ts"
import { nearest } from "../nearest.ts"
import type { Notation, NotationKind, Raw, RawMember } from "./notation.ts"

interface Word extends Span {
  readonly text: string
}

/** The kind and parameters of a short text. */
export function readShort<Output>(text: string, notation: Notation<Output>): Parsed<Raw> {
  const words = wordsOf(text)
  const [first, ...rest] = words
  if (first === undefined)
    return mistaken(unexpected(`expected ${notation.noun} such as ${notation.example}, found an empty text`))
  const kind = notation.kinds.get(first.text)
  if (kind !== undefined) return readWords(rest, { name: first.text, kind })
  const bare = notation.bare === undefined ? undefined : bareValue(text, words, notation.bare)
  const positional = notation.kinds.get(notation.bare ?? "")?.positional
  if (bare === undefined || positional === undefined) return mistaken(unknownKind(first, notation))
  return { value: { kind: notation.bare ?? "", members: new Map([[positional, bare]]) } }
}

export function unknownKind<Output>(word: { text: string } & Partial<Span>, notation: Notation<Output>): Mistake {
  const meant = nearest(word.text, notation.kinds.keys())
  const expected = [...notation.kinds.keys()].join(", ")
  return {
    code: "E-unknown-kind",
    message: `unknown kind ${quote(word.text)} of ${notation.noun.replace(/^an? /, "")}; there are ${expected}`,
    found: word.text,
    expected,
    ...(word.offset === undefined ? {} : { at: { offset: word.offset, length: word.length ?? 0 } }),
    ...(meant === undefined ? {} : { suggestion: meant }),
  }
}

/** A text that starts like a number, or is one word that looks like no kind, is meant as a value. */
function bareValue(text: string, words: readonly Word[], bare: string): RawMember | undefined {
  if (!/^\s*[+-]?\.?\d/.test(text)) return undefined
  const first = words[0]
  const last = words.at(-1)
  if (first === undefined || last === undefined || bare === "") return undefined
  const place = { offset: first.offset, length: last.offset + last.length - first.offset }
  return { input: text.slice(place.offset, place.offset + place.length), place, namePlace: place }
}

function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({ text: match[0], offset: match.index, length: match[0].length }))
}

function readWords<Output>(words: readonly Word[], the: { name: string; kind: NotationKind<Output> }): Parsed<Raw> {
  const members = new Map<string, RawMember>()
  const mistakes: Mistake[] = []
  for (const word of words) {
    const read = readWord(word, the)
    if (!Array.isArray(read)) {
      mistakes.push(read)
      continue
    }
    for (const [name, member] of read) {
      if (members.has(name)) mistakes.push(unexpected(`${name} is given twice`, word))
      members.set(name, member)
    }
  }
  return mistakes.length === 0 ? { value: { kind: the.name, members } } : refused(mistakes)
}

function readWord<Output>(
  word: Word,
  the: { name: string; kind: NotationKind<Output> },
): [string, RawMember][] | Mistake {
  const { name: kindName, kind } = the
  const equals = word.text.indexOf("=")
  if (equals > 0) {
    const namePlace = { offset: word.offset, length: equals }
    const place = { offset: word.offset + equals + 1, length: word.length - equals - 1 }
    return [[word.text.slice(0, equals), { input: word.text.slice(equals + 1), place, namePlace }]]
  }
  const dots = kind.range === undefined ? -1 : word.text.indexOf("..")
  if (kind.range !== undefined && dots > 0) {
    const low = { offset: word.offset, length: dots }
    const high = { offset: word.offset + dots + 2, length: word.length - dots - 2 }
    return [
      [kind.range[0], { input: word.text.slice(0, dots), place: low, namePlace: low }],
      [kind.range[1], { input: word.text.slice(dots + 2), place: high, namePlace: high }],
    ]
  }
  if (kind.positional !== undefined) return [[kind.positional, { input: word.text, place: word, namePlace: word }]]
  return unexpected(`unexpected ${quote(word.text)}; ${kindName} is written ${exampleOf(kindName, kind)}`, word)
}

/** The kind with the parameters of its first form, as one would write it. */
export function exampleOf<Output>(name: string, kind: NotationKind<Output>): string {
  const [form] = kind.forms
  if (kind.range !== undefined) return `${name} ${kind.range.map((one) => kind.parameters[one]?.example).join("..")}`
  const words = (form?.required ?? []).map((parameter) => {
    const example = kind.parameters[parameter]?.example ?? ""
    return parameter === kind.positional ? example : `${parameter}=${example}`
  })
  return [name, ...words].join(" ")
}

function unexpected(message: string, at?: Span): Mistake {
  return {
    code: "E-text-unexpected",
    message,
    ...(at === undefined ? {} : { at: { offset: at.offset, length: at.length } }),
  }
}
