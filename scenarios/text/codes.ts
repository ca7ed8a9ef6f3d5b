import type { CodeEntry } from "./codes/entry.ts"
import { importCodes } from "./codes/imports.ts"
import { meaningCodes } from "./codes/meaning.ts"
import { objectiveCodes } from "./codes/objectives.ts"
import { shapeCodes } from "./codes/shape.ts"
import { valueCodes } from "./codes/values.ts"
import { yamlCodes } from "./codes/yaml.ts"

const entries = { ...valueCodes, ...shapeCodes, ...yamlCodes, ...objectiveCodes, ...meaningCodes, ...importCodes }

export type ProblemCode = keyof typeof entries

/** Every code with its explanation, in the order of documentation. */
export const codes: Readonly<Record<ProblemCode, CodeEntry>> = entries

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(entries, text)
}
