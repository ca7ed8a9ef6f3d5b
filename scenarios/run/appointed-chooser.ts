import type { Chooser } from "../../components/kit/balancing/balancer.ts"
import type { AgentTarget } from "../../components/kit/port-options.ts"
import type { Plain } from "../../engine/index.ts"

/** Takes whom the caller has named. */
export class AppointedChooser implements Chooser {
  readonly hears = false
  readonly asksAlone = false
  private readonly target: AgentTarget

  constructor(target: AgentTarget) {
    this.target = target
  }

  choose(): number {
    return this.target.index
  }

  accepts(): boolean {
    return true
  }

  settled(): void {
    // It does not hear.
  }

  snapshot(): Plain {
    return null
  }

  restore(): void {
    // A call is named just before it is made.
  }
}
