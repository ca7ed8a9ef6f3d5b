import type { Mistake, Parsed } from "../../components/kit/mistake.ts"
import { quote } from "../../components/kit/mistake.ts"
import { nearest } from "../../components/kit/nearest.ts"
import { refuse } from "./mistakes.ts"
import type { Comparison } from "./objective.ts"
import { type Word, wordsOf } from "./words.ts"

const comparisons: readonly Comparison[] = ["<", "<=", ">", ">="]
/** What people write for them. */
const misspeltComparisons = new Map<string, Comparison>([
  ["≤", "<="],
  ["≥", ">="],
  ["=<", "<="],
  ["=>", ">="],
  ["<<", "<"],
  [">>", ">"],
])

/** Words that stand where another small word belongs: `hit rate`, `success in`, `recovers in`. */
const connectives: ReadonlySet<string> = new Set(["of", "in", "for", "on", "at", "by", "after", "rate"])

/** Steps through the words of an objective and refuses what does not fit, with its place. */
export class Reader {
  readonly text: string
  private readonly words: readonly Word[]
  private next = 0

  constructor(text: string) {
    this.text = text
    this.words = wordsOf(text)
  }

  peek(): Word | undefined {
    return this.words[this.next]
  }

  /** The next word, whatever it is; `expected` says what is missing where there is none. */
  take(expected: string): Word {
    const found = this.peek()
    if (found === undefined) {
      const end = this.text.trimEnd().length
      const at = { offset: Math.max(0, end - 1), length: Math.min(1, end) }
      refuse({ code: "E-objective-syntax", message: `expected ${expected} at the end`, at, expected })
    }
    this.next++
    return found
  }

  /** One of the given words. */
  word<Choice extends string>(choices: readonly Choice[], noun?: string): Choice {
    const expected = noun ?? choices.map((choice) => `"${choice}"`).join(" or ")
    const found = this.take(expected)
    const chosen = choices.find((choice) => choice === found.text)
    const [only] = choices.length === 1 && connectives.has(found.text) ? choices : []
    return chosen ?? this.unexpected(found, expected, only ?? nearest(found.text, choices))
  }

  comparison(): Comparison {
    const found = this.take("a comparison: < <= > >=")
    const chosen = comparisons.find((one) => one === found.text)
    return chosen ?? this.unexpected(found, "a comparison: < <= > >=", misspeltComparisons.get(found.text))
  }

  /** The quantity that ends the objective; `300 ms` may have a space inside. */
  limit(parse: (input: unknown) => Parsed<number>, noun: string): number {
    const first = this.take(noun)
    const alone = parse(first.text)
    if ("value" in alone) {
      this.end()
      return alone.value
    }
    const text = this.text.slice(first.offset).trimEnd()
    return this.quantity(parse(text), { text, offset: first.offset, length: text.length })
  }

  /** The value of a quantity, or its mistake at its place in the objective. */
  quantity<Value>(parsed: Parsed<Value>, word: { text: string; offset: number; length: number }): Value {
    if ("value" in parsed) return parsed.value
    return refuseQuantity(parsed.mistakes[0], word)
  }

  end(): void {
    const found = this.peek()
    if (found !== undefined) this.unexpected(found, "nothing more")
  }

  unexpected(found: Word, expected: string, suggestion?: string): never {
    const message = `expected ${expected}, found ${quote(found.text)}`
    return refuse({ code: "E-objective-syntax", message, at: found, found: found.text, expected, suggestion })
  }
}

function refuseQuantity(mistake: Mistake, word: { text: string; offset: number; length: number }): never {
  const { code, message, found, expected, at, suggestion } = mistake
  return refuse({
    code,
    message,
    at: { offset: word.offset + (at?.offset ?? 0), length: at?.length ?? word.length },
    ...(found === undefined ? {} : { found }),
    ...(expected === undefined ? {} : { expected }),
    suggestion: suggestion === undefined ? undefined : String(suggestion),
  })
}
