import { part } from "../kernel/part.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"
import type { Simulation } from "../kernel/simulation.ts"
import { FaultLog } from "./fault-log.ts"
import type { FaultPlan, FaultTarget } from "./plan.ts"
import type { FaultVerb } from "./verb.ts"

interface OpenFault {
  readonly plan: number
  readonly target: number
  /** Row in the log. */
  readonly row: number
  /** Names the beginning it belongs to, so that its end finds it. */
  readonly episode: number
}

/**
 * The faults on at present. Several of one verb on one target nest: the target is told when the first begins and when
 * the last ends, and in between whenever the worst amount changes. Amounts do not add up or multiply: the worst holds.
 */
export class OpenFaults {
  readonly log = new FaultLog()
  private readonly simulation: Simulation
  private readonly plans: readonly FaultPlan[]
  private readonly targets: readonly FaultTarget[]
  private open: OpenFault[] = []
  private episodes = 0

  constructor(simulation: Simulation, plans: readonly FaultPlan[], targets: readonly FaultTarget[]) {
    this.simulation = simulation
    this.plans = plans
    this.targets = targets
  }

  /** Faults on now, one for each beginning and target. */
  get count(): number {
    return this.open.length
  }

  /** Begins a plan's fault on targets; returns what `end` knows it by. */
  begin(plan: number, targets: readonly number[]): number {
    const { verb, amount } = this.plans[plan]
    const episode = this.episodes++
    for (const target of targets) {
      const before = this.worst(verb, target)
      const row = this.log.begin(verb.verb, target, amount, this.simulation.nowNs)
      this.open.push({ plan, target, row, episode })
      this.tell(verb, target, before)
    }
    return episode
  }

  /** Ends what is still on of one beginning. */
  end(episode: number): void {
    this.close(this.open.filter((fault) => fault.episode === episode))
  }

  /** Ends all of a verb on targets, whoever began it. */
  endAll(verb: FaultVerb, targets: readonly number[]): void {
    this.close(this.open.filter((fault) => this.isOf(fault, verb) && targets.includes(fault.target)))
  }

  snapshot(): Plain {
    return { ...capture(this, ["open", "episodes"]), log: this.log.snapshot() }
  }

  restore(saved: Plain): void {
    reinstate(this, ["open", "episodes"], saved)
    this.log.restore(part(saved, "log"))
  }

  private close(ending: readonly OpenFault[]): void {
    for (const fault of ending) {
      const { verb } = this.plans[fault.plan]
      const before = this.worst(verb, fault.target)
      this.open = this.open.filter((other) => other !== fault)
      this.log.end(fault.row, this.simulation.nowNs)
      this.tell(verb, fault.target, before)
    }
  }

  private tell(verb: FaultVerb, target: number, before: number | null): void {
    const after = this.worst(verb, target)
    if (after !== before) this.targets[target].receiver.onFault(verb.verb, after !== null, after ?? 0)
  }

  /** The amount that holds for a verb on a target; null when it is not on. */
  private worst(verb: FaultVerb, target: number): number | null {
    const worse = verb.worst === "highest" ? Math.max : Math.min
    let found: number | null = null
    for (const fault of this.open) {
      if (fault.target !== target || !this.isOf(fault, verb)) continue
      const { amount } = this.plans[fault.plan]
      found = found === null ? amount : worse(found, amount)
    }
    return found
  }

  private isOf(fault: OpenFault, verb: FaultVerb): boolean {
    return this.plans[fault.plan].verb.verb === verb.verb
  }
}
