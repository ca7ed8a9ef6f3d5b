import type { Mistake } from "../kit/mistake.ts"
import type { OperationReference } from "../kit/reference.ts"

/** What of a class the checks look at. */
interface EntryParts {
  readonly share?: number | undefined
  readonly method?: string | undefined
  readonly path?: string | undefined
  readonly host?: string | undefined
  readonly headers?: unknown
  readonly to?: OperationReference | undefined
  readonly operation?: string | undefined
}

interface LoadParts {
  readonly open?: unknown
  readonly closed?: unknown
  readonly to?: OperationReference | undefined
  readonly mix?: Readonly<Record<string, EntryParts>> | undefined
  readonly startAt: number
  readonly stopAt?: number | undefined
}

/** Parts of a class that contradict each other. */
export function classMistakes({ path, to, operation, ...the }: EntryParts): readonly Mistake[] {
  const found: Mistake[] = []
  for (const name of ["method", "host", "headers"] as const) {
    if (the[name] === undefined || path !== undefined) continue
    const noun = name === "headers" ? "headers go" : `a ${name} goes`
    found.push(missing(`${noun} with a path, such as path: /pay`, [name]))
  }
  if (operation !== undefined && path !== undefined) {
    found.push(conflict("a request asks for a path or for an operation, not for both", ["operation"]))
  }
  if (operation !== undefined && to !== undefined) {
    found.push(conflict(`write the operation with its component: to: ${to.component}.${operation}`, ["operation"]))
  }
  if (path !== undefined && to?.operation !== undefined) {
    found.push({
      ...conflict("a request with a path goes to a component, not to one of its operations", ["to"]),
      suggestion: to.component,
    })
  }
  return found
}

/** Parts of a load that contradict each other or are missing. */
export function loadMistakes(load: LoadParts): readonly Mistake[] {
  const { open, closed, to, mix, startAt, stopAt } = load
  const found: Mistake[] = []
  if (open === undefined && closed === undefined) {
    found.push(missing("a load is open (arrivals, such as open: poisson 800/s) or closed (users who wait)", []))
  }
  if (open !== undefined && closed !== undefined) {
    found.push(conflict("a load is either open or closed, not both; use two clients", ["closed"]))
  }
  if (mix === undefined && to === undefined) found.push(missing("a load needs a target, such as to: gw", []))
  if (stopAt !== undefined && stopAt <= startAt) {
    const message = "stopAt must be later than startAt"
    found.push({ code: "E-number-range", message, expected: "more than startAt", path: ["stopAt"] })
  }
  return mix === undefined ? found : [...found, ...mixMistakes(mix, to)]
}

function mixMistakes(
  mix: Readonly<Record<string, EntryParts>>,
  to: OperationReference | undefined,
): readonly Mistake[] {
  const entries = Object.entries(mix)
  if (entries.length === 0) return [missing("a mix has at least one class", ["mix"])]
  const found: Mistake[] = []
  const without = entries.filter(([, entry]) => entry.share === undefined)
  if (without.length > 0 && without.length < entries.length) {
    for (const [name] of without)
      found.push(missing("give every class its share, or none for equal shares", ["mix", name]))
  } else if (entries.every(([, entry]) => entry.share === 0)) {
    found.push({ code: "E-number-range", message: "at least one class has a share above 0%", path: ["mix"] })
  }
  for (const [name, entry] of entries) {
    if (entry.to === undefined && to === undefined) {
      found.push(
        missing("a class needs a target of its own, such as to: pay.charge, where the load has none", ["mix", name]),
      )
    }
    if (entry.to === undefined && entry.path !== undefined && to?.operation !== undefined) {
      const message = `requests with a path go to a component, but the load's to names the operation ${to.operation}`
      found.push({ ...conflict(message, ["mix", name, "path"]), expected: `to: ${to.component}` })
    }
  }
  return found
}

function missing(message: string, path: readonly string[]): Mistake {
  return { code: "E-missing-parameter", message, path }
}

function conflict(message: string, path: readonly string[]): Mistake {
  return { code: "E-parameter-conflict", message, path }
}
