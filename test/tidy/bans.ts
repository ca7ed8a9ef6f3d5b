import { finding, isNode, nameOf, type SyntaxNode, type Visit, visitNodes } from "./syntax.ts"
import type { SourceFile } from "./tree.ts"

/** What may not be used, each with what to use instead. */
export interface Bans {
  /** Names of the language or the host, used as values or types. */
  readonly globals: Readonly<Record<string, string>>
  /** `Object.member`. Where one is listed, the object may be used in no other way than `Object.member`. */
  readonly members: Readonly<Record<string, string>>
  /** Members of any object; an asterisk at the end stands for the rest of the name. */
  readonly anyMember: Readonly<Record<string, string>>
  /** Operators. */
  readonly operators: Readonly<Record<string, string>>
}

const scopes = new Set(["globalThis", "self", "window"])

/** Every use of something banned. */
export function bannedUses(file: SourceFile, bans: Bans): readonly string[] {
  const found: string[] = []
  for (const visit of visitNodes(file)) {
    const [name, instead] = bannedBy(visit, bans) ?? []
    if (name !== undefined) found.push(finding(file, visit.node.start, `uses ${name}: ${instead}`))
  }
  return found
}

type Ban = readonly [name: string, instead: string]

function bannedBy(visit: Visit, bans: Bans): Ban | undefined {
  const { node } = visit
  if (node.type === "MemberExpression") return bannedMember(node, bans)
  if (node.type === "Identifier" && !isOnlyALabel(visit)) return bannedName(visit, bans)
  return typeof node.operator === "string" ? entry(bans.operators, node.operator) : undefined
}

function bannedMember(node: SyntaxNode, bans: Bans): Ban | undefined {
  const object = nameOf(node.object) ?? memberOfScope(node.object)
  const member = memberName(node)
  if (object !== undefined && scopes.has(object) && member !== undefined) return entry(bans.globals, member)
  if (member === undefined) return wholeObject(object, bans)
  return entry(bans.members, `${object}.${member}`) ?? entry(bans.anyMember, member)
}

function bannedName({ node, parent, field }: Visit, bans: Bans): Ban | undefined {
  const name = nameOf(node)
  if (name === undefined) return undefined
  const isObjectOfMember = parent?.type === "MemberExpression" && field === "object"
  return entry(bans.globals, name) ?? (isObjectOfMember ? undefined : wholeObject(name, bans))
}

/** `const { log } = Math` and `Math[name]` would hide a banned member. */
function wholeObject(name: string | undefined, bans: Bans): Ban | undefined {
  const isGuarded = Object.keys(bans.members).some((member) => member.startsWith(`${name}.`))
  return isGuarded ? [`${name} as a whole`, `write ${name}.member, so that the check can read it`] : undefined
}

function entry(table: Readonly<Record<string, string>>, name: string): Ban | undefined {
  for (const [key, instead] of Object.entries(table)) {
    if (key === name || (key.endsWith("*") && name.startsWith(key.slice(0, -1)) && key !== "*" && key !== "**")) {
      return [name, instead]
    }
  }
  return undefined
}

function memberName(node: SyntaxNode): string | undefined {
  if (node.computed !== true) return nameOf(node.property)
  return isNode(node.property) && node.property.type === "Literal" ? nameOf(node.property) : undefined
}

function memberOfScope(value: unknown): string | undefined {
  if (!isNode(value) || value.type !== "MemberExpression") return undefined
  return scopes.has(nameOf(value.object) ?? "") ? memberName(value) : undefined
}

/** True for the name after a dot and the key of a property or a member: they refer to nothing. */
function isOnlyALabel({ parent, field }: Visit): boolean {
  if (parent === undefined || parent.computed === true) return false
  if (field === "property") return parent.type === "MemberExpression"
  return field === "key"
}
