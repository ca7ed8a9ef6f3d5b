import type { SharedLimiter } from "./shared-limiter.ts"

/** The limiters of a run in which the replicas of a component count together. */
export class SharedLimiters {
  private readonly limiters = new Map<string, SharedLimiter>()

  /** The component's limiter of this name, made for the first replica that asks. */
  named(component: string, name: string, make: () => SharedLimiter): SharedLimiter {
    const key = `${component}.${name}`
    const known = this.limiters.get(key)
    if (known !== undefined) return known
    const made = make()
    this.limiters.set(key, made)
    return made
  }
}
