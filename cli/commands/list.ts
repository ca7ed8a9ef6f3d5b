import { nearest } from "../../components/kit/nearest.ts"
import { type Entry, SECTIONS } from "../lib/catalogue.ts"
import { OK } from "../lib/exit-codes.ts"
import { print, printJson } from "../lib/output.ts"
import { UserError } from "../lib/user-error.ts"

/** Lists one section, or all of them. */
export function list(what: string | undefined, { json }: { readonly json?: boolean }): number {
  const names = what === undefined ? Object.keys(SECTIONS) : [what]
  const sections = names.map((name): [string, readonly Entry[]] => {
    const section = Object.hasOwn(SECTIONS, name) ? SECTIONS[name] : undefined
    if (section === undefined) throw new UserError(unknownSection(name))
    return [name, section()]
  })
  if (json === true) printJson(Object.fromEntries(sections))
  else print(sections.map(([name, entries]) => sectionText(name, entries)).join("\n\n"))
  return OK
}

function sectionText(name: string, entries: readonly Entry[]): string {
  const width = Math.max(0, ...entries.map((entry) => entry.name.length))
  return [name, ...entries.map((entry) => `  ${entry.name.padEnd(width)}  ${entry.summary}`.trimEnd())].join("\n")
}

function unknownSection(name: string): string {
  const known = Object.keys(SECTIONS)
  const meant = nearest(name, known)
  return `there is nothing called "${name}" to list; there are ${known.join(", ")}${meant === undefined ? "" : ` (did you mean ${meant}?)`}`
}
