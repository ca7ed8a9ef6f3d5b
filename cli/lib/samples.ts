import { readFileSync, realpathSync, statSync } from "node:fs"
import { dirname, isAbsolute, relative, resolve, sep } from "node:path"
import { collectReferences, type FileReference } from "../../components/kit/reference.ts"
import { parseDuration, parseSize } from "../../components/kit/units.ts"
import type { ScenarioPlan } from "../../scenarios/plan.ts"

/** Bytes of one file of samples (chosen: three million numbers). */
const BYTES_MAX = 33_554_432

/** Samples by file, or what is wrong with one. */
export interface SampleFiles {
  readonly samplesOf: (file: FileReference) => readonly number[]
  readonly mistakes: readonly { readonly path: string; readonly message: string }[]
}

/** Reads the files a plan names, all below the scenario's folder: one number or quantity a line. */
export function readSampleFiles(plan: ScenarioPlan, scenarioPath: string): SampleFiles {
  const samples = new Map<string, readonly number[]>()
  const mistakes: { path: string; message: string }[] = []
  for (const { reference } of collectReferences(plan)) {
    if (reference.refersTo !== "file" || samples.has(reference.path)) continue
    const read = readSamples(reference.path, dirname(scenarioPath))
    if (typeof read === "string") mistakes.push({ path: reference.path, message: `${reference.path}: ${read}` })
    samples.set(reference.path, typeof read === "string" ? [] : read)
  }
  return { samplesOf: (file) => samples.get(file.path) ?? [], mistakes }
}

function readSamples(path: string, folder: string): readonly number[] | string {
  let text: string
  try {
    const whole = realpathSync(resolve(folder, path))
    const below = relative(realpathSync(folder), whole)
    if (below === "" || below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below) || isAbsolute(path))
      return "only files below the scenario's folder are read"
    const { size } = statSync(whole)
    if (size > BYTES_MAX) return `has ${size} bytes, ${BYTES_MAX} at most`
    text = readFileSync(whole, "utf8")
  } catch {
    return "cannot be read"
  }
  const values: number[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const cell = line.trim()
    if (cell === "" || cell.startsWith("#")) continue
    const value = sampleOf(cell)
    if (value === undefined)
      return `line ${index + 1}: expected a number or a quantity such as 12ms, found ${JSON.stringify(cell.slice(0, 40))}`
    values.push(value)
  }
  return values.length === 0 ? "holds no samples" : values
}

/** A duration in ns, a size in bytes, or a bare number as it is. */
function sampleOf(cell: string): number | undefined {
  for (const parsed of [parseDuration(cell), parseSize(cell)]) if ("value" in parsed) return parsed.value
  const bare = /^\+?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(cell) ? Number(cell) : Number.NaN
  return Number.isFinite(bare) ? bare : undefined
}
