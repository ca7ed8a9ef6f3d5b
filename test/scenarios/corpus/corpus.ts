import { readFileSync } from "node:fs"

/** A broken scenario and what is to be said about it. */
export interface BrokenCase {
  readonly title: string
  readonly text: string
  readonly mistakes: readonly ExpectedMistake[]
}

export interface ExpectedMistake {
  readonly code: string
  readonly line: number
  readonly column: number
  /** The text put in place of what is wrong; undefined where nothing is suggested. */
  readonly suggestion: string | undefined
}

const base: Readonly<Record<string, string>> = {
  name: "name: x",
  run: "run: { duration: 10s }",
  components: `components:
  shop: { kind: client }
  api: { kind: service, operations: { get: [{ work: 2ms }] } }`,
  load: "load: { shop: { open: poisson 10/s, to: api } }",
}

/** Every case of broken.txt. */
export function brokenCases(): readonly BrokenCase[] {
  const data = readFileSync(new URL("broken.txt", import.meta.url), "utf8")
  return data.split(/^=== /m).slice(1).map(readCase)
}

function readCase(source: string): BrokenCase {
  const headEnd = source.indexOf("\n")
  const [heading = "", title = ""] = source.slice(0, headEnd).split(" | ")
  const isRaw = heading.startsWith("raw ")
  const expectations = heading.replace(/^raw /, "").split(/, (?=[EW]-)/)
  const body = source.slice(headEnd + 1).replace("␇", "\u0007")
  const places = placesOf(body)
  const mistakes = expectations.map((expectation, index): ExpectedMistake => {
    const [code = "", suggestion] = expectation.split(" => ")
    const { line, column } = places[index] ?? { line: 0, column: 0 }
    return { code, line, column, suggestion: expectation.includes(" =>") ? (suggestion ?? "") : undefined }
  })
  const text = body.replaceAll(/[«»]/g, "")
  return { title, text: isRaw ? text : withBase(text), mistakes }
}

function withBase(text: string): string {
  const missing = Object.entries(base).filter(([section]) => !new RegExp(`^${section}:`, "m").test(text))
  return [text.trimEnd(), ...missing.map(([, section]) => section), ""].join("\n")
}

/** Line and column of every «, as they are without the marks. */
function placesOf(body: string): readonly { line: number; column: number }[] {
  return body.split("\n").flatMap((content, index) => {
    const starts = [...content.matchAll(/«/g)]
    return starts.map((match, before) => ({ line: index + 1, column: match.index - 2 * before + 1 }))
  })
}
