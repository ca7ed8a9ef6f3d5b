import type { Span } from "../../components/kit/mistake.ts"

/** A word of an objective: a name, a quantity, a comparison, an arrow or a quoted name. */
export interface Word extends Span {
  readonly text: string
  readonly isQuoted: boolean
}

/** Quoted texts, comparisons (with their misspellings), arrows, and runs of anything else. */
const word = /"([^"]*)"|'([^']*)'|->|[<>=!≤≥]+|(?:(?!->)[^\s<>=!≤≥"'])+|["']/g

export function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(word)].map((match) => {
    const quoted = match[1] ?? match[2]
    return { text: quoted ?? match[0], isQuoted: quoted !== undefined, offset: match.index, length: match[0].length }
  })
}
