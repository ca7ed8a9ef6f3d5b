import { NS_PER_MS } from "../../../engine/index.ts"
import { levelOf } from "../measures.ts"
import { rounded } from "../numbers.ts"
import type { Evidence } from "../report.ts"
import type { Facts } from "./facts.ts"

/** `one of its 16 slots`, `its only connection` */
export function oneOf(facts: Facts, component: number): string {
  const { slots, noun } = facts.servers(component)
  return slots === 1 ? `its only ${noun.replace(/s$/, "")}` : `one of its ${slots} ${noun}`
}

/** Mean wait for a slot or connection. */
export function meanWait(facts: Facts, component: number): Evidence {
  return ms(`mean wait at ${facts.name(component)}`, facts.meanNs(component, "wait"))
}

export function meanService(facts: Facts, component: number): Evidence {
  return ms(`mean own work of ${facts.name(component)}`, facts.meanNs(component, "service"))
}

/** Share of slots in use; none where they have no limit. */
export function utilisation(facts: Facts, component: number): readonly Evidence[] {
  const { slots, noun } = facts.servers(component)
  const busy = levelOf(facts.run, facts.name(component), "busy")
  if (busy === undefined || !Number.isFinite(slots)) return []
  return [share(`${noun} of ${facts.name(component)} in use`, busy.level.mean() / slots)]
}

/** The line at the end of the run against the line at its middle, where it grew. */
export function growth(facts: Facts, component: number): readonly Evidence[] {
  const queue = levelOf(facts.run, facts.name(component), "queue")
  if (queue === undefined) return []
  const windows = queue.windows()
  const quarter = Math.floor(windows.length / 4)
  if (quarter < 2) return []
  const mean = (from: number, to: number) => {
    const part = windows.slice(from, to)
    const durationNs = part.reduce((sum, window) => sum + window.durationNs, 0)
    return part.reduce((sum, window) => sum + window.integral, 0) / durationNs
  }
  const early = mean(quarter, 2 * quarter)
  const late = mean(windows.length - quarter, windows.length)
  if (late < early * 1.5 || late < 1) return []
  const name = facts.name(component)
  return [count(`line at ${name} in the second quarter`, early), count(`line at ${name} in the last quarter`, late)]
}

export function ms(what: string, ns: number): Evidence {
  return { what, value: rounded(ns / NS_PER_MS), unit: "ms" }
}

export function share(what: string, value: number): Evidence {
  return { what, value: rounded(value), unit: "share" }
}

export function count(what: string, value: number): Evidence {
  return { what, value: rounded(value), unit: "count" }
}
