import { nearest } from "../../components/kit/nearest.ts"
import { REPORT_CODES } from "../../scenarios/report/warnings.ts"
import { COMPONENTS } from "../../scenarios/run/registry.ts"
import type { CodeEntry } from "../../scenarios/text/codes/entry.ts"
import { codes } from "../../scenarios/text/codes.ts"
import { SECTIONS } from "../lib/catalogue.ts"
import { OK } from "../lib/exit-codes.ts"
import { kindText, parameterText } from "../lib/kind-text.ts"
import { print } from "../lib/output.ts"
import { UserError } from "../lib/user-error.ts"

/** Explains a code, a kind, a parameter of a kind, or anything else that `list` names. */
export function explain(word: string): number {
  print(explanation(word))
  return OK
}

/** What `explain` prints. A name that stands for several things is explained as each. */
export function explanation(word: string): string {
  const all: Readonly<Record<string, CodeEntry>> = { ...codes, ...REPORT_CODES }
  const code = Object.hasOwn(all, word) ? all[word] : undefined
  if (code !== undefined) return codeText(word, code)
  const [kind = "", ...path] = word.split(".")
  const definition = COMPONENTS.get(kind)
  if (definition !== undefined) {
    if (path.length === 0) return kindText(definition)
    const text = parameterText(definition, path)
    if (text !== undefined) return text
    throw new UserError(`${kind} has no parameter "${path.join(".")}"; orrery explain ${kind} shows those it has`)
  }
  const found = Object.entries(SECTIONS).flatMap(([section, entries]) => {
    const meant = entries().filter(({ name }) => name === word)
    return meant.map(({ whole, summary }) => `(${section}) ${whole?.() ?? `${word}\n\n${summary}`}`)
  })
  if (found.length === 0) throw new UserError(unknownWord(word, Object.keys(all)))
  return found.join("\n\n")
}

function codeText(code: string, { title, explanation: text, example }: CodeEntry): string {
  const lines = [`${code}: ${title}`, "", text]
  if (example !== undefined) lines.push("", `  wrong: ${example.wrong}`, `  right: ${example.right}`)
  return lines.join("\n")
}

function unknownWord(word: string, names: readonly string[]): string {
  const known = [...names, ...Object.values(SECTIONS).flatMap((entries) => entries().map(({ name }) => name))]
  const meant = nearest(word, known)
  return `there is nothing called "${word}"${meant === undefined ? "; orrery list shows what there is" : `; did you mean ${meant}?`}`
}
