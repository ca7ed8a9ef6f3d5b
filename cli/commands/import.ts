import { importConsul } from "../../formats/consul/consul.ts"
import type { Imported, ImportOptions } from "../../formats/imported.ts"
import { importKong } from "../../formats/kong/kong.ts"
import { INVALID, OK } from "../lib/exit-codes.ts"
import { readWhole, showProblems } from "../lib/load-scenario.ts"
import { print, say, writeWhole } from "../lib/output.ts"
import { UserError } from "../lib/user-error.ts"

export interface ImportCommandOptions {
  readonly out?: string
  readonly strict?: boolean
  readonly color: boolean
}

const FORMATS: ReadonlyMap<string, (text: string, options: ImportOptions) => Imported> = new Map([
  ["consul", importConsul],
  ["kong", importKong],
])

/** Makes a scenario of another product's file: on stdout, or in a file that is written whole or not at all. */
export function importFile(format: string, path: string, options: ImportCommandOptions): number {
  const read = FORMATS.get(format)
  if (read === undefined)
    throw new UserError(`there is no format "${format}"; there are ${[...FORMATS.keys()].join(", ")}`)
  const source = readWhole(path)
  const { text, problems } = read(source, { strict: options.strict === true })
  showProblems({ path, text: source, problems }, options.color)
  if (text === undefined) return INVALID
  if (options.out === undefined) print(text)
  else {
    writeWhole(options.out, text)
    say(`Wrote ${options.out}. Next: orrery check ${options.out}, then orrery run ${options.out}`)
  }
  return OK
}
