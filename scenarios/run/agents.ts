import type { Built } from "../../components/kit/contract.ts"

/** An actor beside a replica, which shares the replica's fate. */
export interface Agent extends Built {
  /** Actor number of the replica. */
  readonly host: number
}

/** The agents of an estate. Their actor numbers follow those of the replicas, in the order in which they are made. */
export class Agents {
  private readonly first: number
  private readonly places: (Agent | null)[] = []

  constructor(first: number) {
    this.first = first
  }

  get count(): number {
    return this.places.length
  }

  /** Makes one, which may itself make others. */
  add<B extends Built>(host: number, make: (self: number) => B): B {
    const index = this.places.length
    this.places.push(null)
    const built = make(this.first + index)
    this.places[index] = { ...built, host }
    return built
  }

  all(): readonly Agent[] {
    return this.places.map((agent) => {
      if (agent === null) throw new Error("an agent is asked for while it is made")
      return agent
    })
  }
}
