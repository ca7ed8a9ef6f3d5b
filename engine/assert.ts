/** A broken invariant of the simulator itself; a user's mistake is never reported this way. */
export class InvariantError extends Error {
  override readonly name = "InvariantError"
}

/** Throws an InvariantError with `sentence` unless the condition holds. On in every run. */
export function assert(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new InvariantError(sentence)
}

/** Ends a switch over a closed union: compiles only when every case is handled. */
export function unreachable(value: never): never {
  throw new InvariantError(`unreachable case: ${String(value)}`)
}
