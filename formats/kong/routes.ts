import type { Path } from "../../scenarios/text/place.ts"
import type { Notes } from "../notes.ts"
import type { PlacedRoute } from "./entities.ts"
import { isStream } from "./url.ts"

/** A route of a gateway, as a scenario has it, without its target. */
export interface RouteEntry {
  readonly prefix?: string
  readonly exact?: string
  readonly host?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Routes of ours that one of Kong's may become (chosen). */
const entriesMax = 64

const METHODS = new Set(["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"])

/** A Kong route takes each of its paths on each of its hosts by each of its methods: one route of ours for each. */
export function routeEntries(route: PlacedRoute, notes: Notes): readonly RouteEntry[] {
  const { at } = route
  refuseOthers(route, notes)
  const paths = (route.paths ?? []).flatMap((path, index) => pathOf(path, { at: [...at, "paths", index], notes }))
  const hosts = (route.hosts ?? []).flatMap((host, index) => hostOf(host, { at: [...at, "hosts", index], notes }))
  const methods = (route.methods ?? []).flatMap((method, index) =>
    methodOf(method, { at: [...at, "methods", index], notes }),
  )
  const headers = headerSets(route, notes)
  if (route.paths === undefined && route.hosts === undefined && route.headers === undefined) {
    if (route.methods === undefined)
      notes.error("E-missing-parameter", at, "a route needs paths, hosts, headers or methods", { isKey: true })
    else notes.warn("W-not-imported", [...at, "methods"], `methods alone stand as the prefix /, which ranks higher`)
    paths.push({ prefix: "/" })
  }
  const entries = product([paths, hosts, methods, headers])
  if (entries.length <= entriesMax) return entries
  notes.error("E-not-imported", at, `makes ${entries.length} routes; ${entriesMax} are allowed`, { isKey: true })
  return []
}

/** What would take other requests if it were left out. */
function refuseOthers({ at, protocols, of, ...route }: PlacedRoute, notes: Notes): void {
  for (const key of ["snis", "sources", "destinations"] as const) {
    if (route[key] !== undefined)
      notes.error(
        "E-not-imported",
        [...at, key],
        `${key} are not supported: routes have paths, hosts, methods and headers`,
        { isKey: true },
      )
  }
  protocols.forEach((protocol, index) => {
    if (isStream(protocol))
      notes.error(
        "E-not-imported",
        [...at, "protocols", index],
        `${protocol} is not supported: only requests are routed`,
      )
  })
  if (isStream(of.protocol))
    notes.error("E-not-imported", [...of.at], `${of.protocol} is not supported: only requests are routed`, {
      isKey: true,
    })
}

interface Place {
  readonly at: Path
  readonly notes: Notes
}

/** A plain prefix, or a regular expression that is none: `~/users` and `~/users$`. */
function pathOf(path: string, { at, notes }: Place): readonly RouteEntry[] {
  const isRegex = path.startsWith("~")
  const [, plain, end] = /^~?(\/[A-Za-z0-9._~/%-]*)(\$?)$/.exec(path) ?? []
  const isPlain = plain !== undefined && (isRegex ? !plain.includes(".") : end === "")
  if (isPlain) return [end === "$" ? { exact: plain } : { prefix: plain }]
  const message = `regular expressions are not supported: expected a prefix such as /users, found "${path}"`
  if (path.startsWith("/") || isRegex) notes.error("E-not-imported", at, message)
  else notes.error("E-value-invalid", at, `a path begins with /, found "${path}"`, { suggestion: `/${path}` })
  return []
}

function hostOf(host: string, { at, notes }: Place): readonly RouteEntry[] {
  const [bare = "", port] = host.split(":")
  if (port !== undefined) notes.warn("W-not-imported", at, `the port of ${host} is left out`)
  if (/^(\*\.)?[A-Za-z0-9.-]+$/.test(bare)) return [{ host: bare.toLowerCase() }]
  notes.error("E-not-imported", at, `expected a host name or *.name, found "${host}"`)
  return []
}

function methodOf(method: string, { at, notes }: Place): readonly RouteEntry[] {
  if (METHODS.has(method)) return [{ method }]
  const isCase = METHODS.has(method.toUpperCase())
  notes.error("E-unknown-value", at, `expected a method such as GET, found "${method}"`, {
    found: method,
    ...(isCase ? { suggestion: method.toUpperCase() } : {}),
  })
  return []
}

/** One value of each header, in every combination. */
function headerSets({ at, headers = {} }: PlacedRoute, notes: Notes): readonly RouteEntry[] {
  let sets: readonly Readonly<Record<string, string>>[] = [{}]
  for (const [name, values] of Object.entries(headers)) {
    values.forEach((value, index) => {
      if (!/^\S+$/.test(value) || value.startsWith("~*"))
        notes.error(
          "E-not-imported",
          [...at, "headers", name, index],
          `expected a whole value without blanks, found "${value}"`,
        )
    })
    sets = sets.flatMap((set) => values.map((value) => ({ ...set, [name.toLowerCase()]: value })))
  }
  return Object.keys(headers).length === 0 ? [] : sets.map((set) => ({ headers: set }))
}

/** An empty list stands for anything. */
function product(lists: readonly (readonly RouteEntry[])[]): readonly RouteEntry[] {
  return lists
    .filter((list) => list.length > 0)
    .reduce<readonly RouteEntry[]>(
      (all, list) => all.flatMap((one) => list.map((other) => ({ ...one, ...other }))),
      [{}],
    )
}

/** A request that the route takes. */
export function requestFor({ prefix, exact, host, method, headers }: RouteEntry): Readonly<Record<string, unknown>> {
  return {
    ...(method === undefined ? {} : { method }),
    path: exact ?? prefix ?? "/",
    ...(host === undefined ? {} : { host: host.replace(/^\*\./, "any.") }),
    ...(headers === undefined ? {} : { headers }),
  }
}
