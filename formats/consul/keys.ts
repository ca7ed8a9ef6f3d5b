import { isMap, isScalar, visit } from "yaml"
import { parseText } from "../../scenarios/text/parse.ts"
import { ParsedText } from "../../scenarios/text/parsed-text.ts"
import { problemAt } from "../../scenarios/text/problem-at.ts"

/** `DeregisterCriticalServiceAfter` and `deregister_critical_service_after` alike, and `CheckID` like `check_id`. */
function bare(key: string): string {
  return key.replaceAll("_", "").toLowerCase()
}

/** The text with its keys, wherever they stand, in the spelling of `known`; places stay those of the text. */
export function parseKeys(text: string, known: readonly string[]): ParsedText {
  const parsed = parseText(text)
  const { document, problems } = parsed
  if (document === undefined || problems.some(({ severity }) => severity === "error")) return parsed
  const spelling = new Map(known.map((key) => [bare(key), key]))
  const twice: string[] = []
  visit(document, {
    Map: (_, node) => {
      const seen = new Set<string>()
      for (const { key } of node.items) {
        if (!isMap(node) || !isScalar(key)) continue
        const name = spelling.get(bare(String(key.value))) ?? String(key.value)
        if (seen.has(name)) twice.push(name)
        seen.add(name)
        key.value = name
      }
    },
  })
  const data = renamed(parsed.data, spelling)
  const found = new ParsedText({ text, data, problems, document })
  const [first] = twice
  if (first === undefined) return found
  const message = `the key ${first} is given in two spellings`
  return new ParsedText({
    text,
    data,
    document,
    problems: [problemAt(found, { code: "E-duplicate-key", path: [], message })],
  })
}

function renamed(value: unknown, spelling: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((member: unknown) => renamed(member, spelling))
  if (typeof value !== "object" || value === null) return value
  const copy: Record<string, unknown> = Object.create(null)
  for (const [key, member] of Object.entries(value)) copy[spelling.get(bare(key)) ?? key] = renamed(member, spelling)
  return copy
}
