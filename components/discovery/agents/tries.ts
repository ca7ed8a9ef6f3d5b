import { capture, type Plain, reinstate } from "../../../engine/index.ts"

/** A question that is put to one server after the other, at most one at a time. */
export class Tries {
  isAsking = false
  private failures = 0

  /** It begins. False where one is in progress already. */
  begin(): boolean {
    if (this.isAsking) return false
    this.isAsking = true
    this.failures = 0
    return true
  }

  end(): void {
    this.isAsking = false
  }

  /** A server has not answered as it should. True where there is another to ask. */
  goesOn(servers: number): boolean {
    this.failures++
    if (this.failures < servers) return true
    this.isAsking = false
    return false
  }

  snapshot(): Plain {
    return capture(this, ["isAsking", "failures"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["isAsking", "failures"], saved)
  }
}
