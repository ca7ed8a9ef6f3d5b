import type { Row } from "../../engine/index.ts"
import { componentOf, NOBODY, type RecordedRun } from "./recorded-run.ts"

/** What calls and the replicas they go to are called. */
export class CallNames {
  /** Of the components, by actor. */
  readonly components: readonly string[]
  private readonly run: RecordedRun
  /** By actor and operation, as texts of JSON. */
  private readonly texts = new Map<number, string>()

  constructor(run: RecordedRun) {
    this.run = run
    this.components = run.actors.map(componentOf)
  }

  /** Of a replica; of nobody for NO_ACTOR. */
  replica(actor: number): string {
    return this.run.actors[actor] ?? NOBODY
  }

  component(actor: number): string {
    return this.components[actor] ?? NOBODY
  }

  /** `"pay.charge"` as JSON, the operation alone where the call never got to a component. */
  callText(row: Row): string {
    const { spans, operations } = this.run
    const actor = spans.actor(row)
    const operation = spans.operation(row)
    const key = actor * 65_536 + operation
    const known = this.texts.get(key)
    if (known !== undefined) return known
    const name = operations[operation] ?? `operation ${operation}`
    const component = this.components[actor]
    const text = JSON.stringify(component === undefined ? name : `${component}.${name}`)
    this.texts.set(key, text)
    return text
  }
}
