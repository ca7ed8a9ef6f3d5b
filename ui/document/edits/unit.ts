import type { CallSite } from "../../../components/kit/editing.ts"
import type { Path } from "../../../scenarios/text/place.ts"
import { kindOf } from "../names/estate.ts"
import { fitting, requiredKeys, shapesAt } from "../schema/shape.ts"
import { isValue, valueAt } from "../text/data.ts"
import type { Value } from "./edit.ts"

/** What goes when something that a document names goes. */
export type Unit =
  | { readonly do: "remove"; readonly path: Path }
  | { readonly do: "set"; readonly path: Path; readonly value: Value }
  | { readonly do: "component"; readonly component: string }

/** The smallest part around a place that can go: a member of a list, or a key that need not be there. */
export function unitAt(data: unknown, path: Path): Unit {
  const [section, name = ""] = path
  if (section === "links" || section === "policies") {
    return isDiscovery(path) ? { do: "remove", path } : { do: "remove", path: path.slice(0, 2) }
  }
  if (section === "faults" || section === "objectives") return { do: "remove", path: path.slice(0, 2) }
  const owner = String(name)
  const site = siteOf(data, owner)
  const whole = site === undefined ? undefined : goesWith(site, path)
  if (whole !== undefined)
    return whole.length === 2 ? { do: "component", component: owner } : climbed(data, whole, site)
  return climbed(data, path, site)
}

/** A policy can do without its registry; all else that names somebody in a policy is its key. */
function isDiscovery(path: Path): boolean {
  return path.length > 2
}

function climbed(data: unknown, path: Path, site: CallSite | undefined): Unit {
  const [, owner = ""] = path
  if (path.length <= 2) return { do: "component", component: String(owner) }
  const parent = path.slice(0, -1)
  const holder = valueAt(data, parent)
  const shapes = fitting(shapesAt(data, parent), holder)
  if (Array.isArray(holder)) {
    const isNeeded = shapes.some(({ node }) => Number(node.minItems ?? 0) >= holder.length)
    if (!isNeeded) return { do: "remove", path }
    const idle = site?.idle
    if (isValue(idle) && site !== undefined && matches(site.path, inside(site, parent)))
      return { do: "set", path, value: idle }
    return climbed(data, parent, site)
  }
  const key = String(path.at(-1))
  const isRequired = shapes.length > 0 && shapes.every((shape) => requiredKeys(shape).includes(key))
  const isOnly = shapes.some(({ node }) => node.properties === undefined) && Object.keys(Object(holder)).length === 1
  return isRequired || isOnly ? climbed(data, parent, site) : { do: "remove", path }
}

/** How a component's kind says whom it calls. */
export function siteOf(data: unknown, component: string): CallSite | undefined {
  return kindOf(data, component)?.editing?.calls
}

/** The part of a path inside the entry that a call site is about; undefined where it lies elsewhere. */
function inside(site: CallSite, path: Path): Path | undefined {
  return path[0] === (site.in === "load" ? "load" : "components") ? path.slice(2) : undefined
}

/** What goes as a whole with a call at the path: the smallest of what the kind says, as a path of the document. */
function goesWith(site: CallSite, path: Path): Path | undefined {
  const rest = inside(site, path)
  if (rest === undefined) return undefined
  for (const pattern of site.goesWith ?? []) {
    const isAround = pattern.length === 0 ? matches(site.path, rest) : matches(pattern, rest.slice(0, pattern.length))
    if (isAround) return path.slice(0, 2 + pattern.length)
  }
  return undefined
}

function matches(pattern: readonly string[], path: Path | undefined): boolean {
  return path?.length === pattern.length && pattern.every((step, index) => step === "*" || step === path[index])
}
