import type { ScenarioPlan } from "../plan.ts"

/** One replica: its component, its place in it and its actor number. */
export interface Instance {
  readonly component: string
  readonly replica: number
  /** Of the component, this one included. */
  readonly replicas: number
  /** Where it stands; undefined where the document does not say. */
  readonly zone: string | undefined
  readonly name: string
  readonly self: number
}

/** All replicas, by the sorted names of their components. */
export function instancesOf(plan: ScenarioPlan): readonly Instance[] {
  const out: Instance[] = []
  const entries = Object.entries(plan.components).sort(([left], [right]) => (left < right ? -1 : 1))
  for (const [component, { replicas, zones }] of entries) {
    for (let replica = 0; replica < replicas; replica++) {
      const name = replicas === 1 ? component : `${component}[${replica}]`
      const zone = zones[replica % zones.length]
      out.push({ component, replica, replicas, zone, name, self: out.length })
    }
  }
  return out
}

/** Actor numbers of each component's replicas. */
export function actorsOf(instances: readonly Instance[]): ReadonlyMap<string, readonly number[]> {
  const actors = new Map<string, number[]>()
  for (const { component, self } of instances) {
    const known = actors.get(component)
    if (known === undefined) actors.set(component, [self])
    else known.push(self)
  }
  return actors
}
