import {
  durationValues,
  numberValues,
  sizeValues,
  type ValueKind,
} from "../../components/kit/distribution/parameters.ts"
import { collectReferences, type FileReference } from "../../components/kit/reference.ts"
import type { ScenarioDocument } from "../document/schema.ts"
import type { ParsedText } from "../text/parsed-text.ts"
import type { Path } from "../text/place.ts"
import type { Problem } from "../text/problem.ts"
import { problemAt } from "../text/problem-at.ts"

/** The text of a file by its path from the scenario's folder; undefined where there is none. */
export type ReadFile = (path: string) => string | undefined

const valueKinds: Readonly<Record<FileReference["of"], ValueKind>> = {
  duration: durationValues,
  size: sizeValues,
  number: numberValues,
}

/** Values of one file (chosen: a day of arrivals at one a second; a plan with them stays below a few MB). */
const valuesMax = 100_000

/** The document with the values in place of every file that holds them, and what is wrong with files. */
export function inlineFiles(
  parsed: ParsedText,
  document: ScenarioDocument,
  files: ReadFile,
): { readonly document: ScenarioDocument; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const samples = new Map<FileReference, readonly number[]>()
  for (const { reference, path } of collectReferences(document)) {
    if (reference.refersTo !== "file") continue
    const read = readValues(reference, files)
    if (Array.isArray(read)) samples.set(reference, read)
    else {
      const at = documentPath(parsed, path)
      problems.push(problemAt(parsed, { code: "E-file", path: at, message: String(read), found: reference.path }))
    }
  }
  // The shape stays: samples stand where a file stood, as DistributionPlan allows.
  return { document: samples.size === 0 ? document : (withSamples(document, samples) as ScenarioDocument), problems }
}

/** The values, or what is wrong. */
function readValues({ path, of }: FileReference, files: ReadFile): readonly number[] | string {
  const text = files(path)
  if (text === undefined) return `${path} cannot be read; it has to be a file below the scenario's folder`
  const values: number[] = []
  const { parse, noun } = valueKinds[of]
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .entries()) {
    if (line.trim() === "") continue
    const parsed = parse(line.trim())
    if (!("value" in parsed)) return `${path}, line ${index + 1}: ${parsed.mistakes[0].message}`
    if (values.push(parsed.value) > valuesMax) return `${path} has more than ${valuesMax} values`
  }
  return values.length > 0 ? values : `${path} is empty; it should have ${noun} a line`
}

/** The nearest value of the document that the path of a parsed value leads to. */
function documentPath(parsed: ParsedText, path: Path): Path {
  const words = path.map((step) => (step === "cacheAside" ? "cache-aside" : step))
  let length = words.length
  while (length > 0 && parsed.nodeAt(words.slice(0, length)) === undefined) length--
  return words.slice(0, length)
}

function withSamples(value: unknown, samples: ReadonlyMap<FileReference, readonly number[]>): unknown {
  if (Array.isArray(value)) return value.map((item) => withSamples(item, samples))
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => {
    const read = key === "file" ? samples.get(member) : undefined
    return read === undefined ? [key, withSamples(member, samples)] : ["samples", read]
  })
  return Object.fromEntries(entries)
}
