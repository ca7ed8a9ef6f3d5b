import { at, type Document } from "../../scenarios/run/support.ts"

/** A client `shop` that asks `a` at these instants (ms), with `a` as given and whatever else there is. */
export function asking(a: object, instantsMs: readonly number[], more: Record<string, object> = {}): Document {
  return {
    components: { shop: { kind: "client" }, a: { kind: "service", ...a }, ...more },
    load: { shop: { open: at(...instantsMs), to: "a" } },
  }
}

/** A service with one operation. */
export function service(steps: readonly object[], the: object = {}): object {
  return { kind: "service", operations: { go: steps }, ...the }
}

/** `asking` with one operation of `a`. */
export function askingFor(
  steps: readonly object[],
  instantsMs: readonly number[],
  more: Record<string, object> = {},
): Document {
  return asking({ operations: { go: steps } }, instantsMs, more)
}

/** An entry of `faults` that strikes `a`. */
export function fault(what: string, fromMs: number, forMs: number, more: object = {}): object {
  return { do: what, target: "a", at: `${fromMs}ms`, for: `${forMs}ms`, ...more }
}

/** The step `then`. */
export function handOver(to: string): object {
  // biome-ignore lint/suspicious/noThenProperty: the language has a step of that name
  return { then: to }
}
