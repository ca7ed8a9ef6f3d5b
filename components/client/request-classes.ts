import { assert } from "../../engine/index.ts"
import type { DeclaredCall } from "../kit/contract.ts"
import type { OperationReference } from "../kit/reference.ts"
import { requestName } from "../kit/request-name.ts"
import type { ClassEntry, ClientLoad } from "./load-schema.ts"

type Carried = Pick<ClassEntry, "keys" | "bytes" | "priority" | "patience" | "deadline">

/** A class of a load's requests with the load's settings filled in. */
export interface RequestClass extends Carried {
  /** Null where the load has no mix: the class is then called as the operation it asks for. */
  readonly name: string | null
  /** Relative to the other classes'. */
  readonly share: number
  readonly target: OperationReference
  /** `POST /pay`, for a target that chooses by path; undefined where `target` says it all. */
  readonly request: string | undefined
  /** Where in the load entry the target stands. */
  readonly path: readonly string[]
  /** Where its path or operation stands, if not with the target. */
  readonly operationPath?: readonly string[]
}

/** The classes in the document's order. A class's number is its place here. */
export function requestClasses(load: ClientLoad): readonly RequestClass[] {
  const { keys, bytes, priority, patience, deadline, to, mix } = load
  const carried: Carried = { keys, bytes, priority, patience, deadline }
  if (mix === undefined) {
    assert(to !== undefined, "the schema lets no load without a target through")
    return [{ ...carried, name: null, share: 1, target: to, request: undefined, path: ["to"] }]
  }
  return Object.entries(mix).map(([name, entry]) => ({
    ...overridden(carried, entry),
    ...targetOf(entry, to, name),
    name,
    share: entry.share ?? 1,
  }))
}

/** The calls a load makes, each with its place in the load entry and its share of the requests. */
export function loadCalls(load: ClientLoad): readonly DeclaredCall[] {
  const classes = requestClasses(load)
  const total = classes.reduce((sum, { share }) => sum + share, 0)
  return classes.map(({ share, target, request, path, operationPath }) => ({
    to: target,
    path,
    conditional: false,
    detached: false,
    expected: share / total,
    ...(request === undefined ? {} : { request }),
    ...(operationPath === undefined ? {} : { operationPath }),
  }))
}

/** Names of a load's classes in their order. The resolver finds the operation that a reference without one means. */
export function classNames(
  load: ClientLoad,
  operationOf: (reference: OperationReference) => string,
): readonly string[] {
  return requestClasses(load).map(({ name, target }) => name ?? operationOf(target))
}

function targetOf(
  { method = "GET", path, host, headers, to, operation }: ClassEntry,
  loadTo: OperationReference | undefined,
  name: string,
): Pick<RequestClass, "target" | "request" | "path" | "operationPath"> {
  const base = to ?? loadTo
  assert(base !== undefined, "the schema lets no class without a target through")
  const at = to === undefined ? ["to"] : ["mix", name, "to"]
  const part = (key: string) => ({ path: at, operationPath: ["mix", name, key] })
  if (path !== undefined)
    return { target: base, request: requestName({ method, path, host, headers }), ...part("path") }
  if (operation !== undefined) return { target: { ...base, operation }, request: undefined, ...part("operation") }
  return { target: base, request: undefined, path: at }
}

function overridden(load: Carried, entry: Carried): Carried {
  return {
    keys: entry.keys ?? load.keys,
    bytes: entry.bytes ?? load.bytes,
    priority: entry.priority ?? load.priority,
    patience: entry.patience ?? load.patience,
    deadline: entry.deadline ?? load.deadline,
  }
}
