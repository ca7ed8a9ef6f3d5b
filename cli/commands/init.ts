import { existsSync, readFileSync } from "node:fs"
import { basename } from "node:path"
import { isName } from "../../components/kit/reference.ts"
import { OK } from "../lib/exit-codes.ts"
import { libraryScenarios } from "../lib/library.ts"
import { say, writeWhole } from "../lib/output.ts"
import { TEMPLATES } from "../lib/templates.ts"
import { UserError } from "../lib/user-error.ts"

const FILE = "scenario.yaml"
const NAME = "scenario"

/** Writes a scenario to start from. It never writes over a file. */
export function init(file: string = FILE, { template }: { readonly template: string }): number {
  if (existsSync(file)) throw new UserError(`${file} is there already; init never writes over a file`)
  const stem = basename(file).replace(/\.(ya?ml|json)$/, "")
  const text = templateText(template).replace(/^name: .*$/m, `name: ${isName(stem) ? stem : NAME}`)
  writeWhole(file, text)
  say(`Wrote ${file}. Next: orrery check ${file}, then orrery run ${file}`)
  return OK
}

/** A template, or a scenario of the library as one. */
function templateText(name: string): string {
  const template = Object.hasOwn(TEMPLATES, name) ? TEMPLATES[name] : undefined
  if (template !== undefined) return template.text
  const scenarios = libraryScenarios()
  const path = scenarios.get(name)
  if (path !== undefined) return readFileSync(path, "utf8")
  const known = [...Object.keys(TEMPLATES), ...scenarios.keys()]
  throw new UserError(`there is no template "${name}"; there are ${known.join(", ")}`)
}
