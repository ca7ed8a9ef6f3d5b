import { COMPONENTS } from "../run/registry.ts"

/**
 * The document with each component's profile filled in below its own parameters. What is not a mapping or names no
 * known profile is left as it is, for the schema to refuse.
 */
export function fillProfiles(data: unknown): unknown {
  const components = member(data, "components")
  if (!isMapping(data) || !isMapping(components)) return data
  const filled = Object.entries(components).map(([name, entry]) => [name, fillProfile(entry)])
  return { ...data, components: Object.fromEntries(filled) }
}

function fillProfile(entry: unknown): unknown {
  if (!isMapping(entry)) return entry
  const kind = member(entry, "kind")
  const definition = typeof kind === "string" ? COMPONENTS.get(kind) : undefined
  const profile = definition?.profiles.find((one) => one.profile === member(entry, "profile"))
  return profile === undefined ? entry : { ...profile.params, ...entry }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function member(value: unknown, key: string): unknown {
  return isMapping(value) ? value[key] : undefined
}
