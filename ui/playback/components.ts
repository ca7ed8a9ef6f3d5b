/** Which component each actor is a replica of, from the names in a record's head. 2 B an actor. */
export interface Components {
  /** Names in the order of their numbers. */
  readonly names: readonly string[]
  /** Number of the component, by actor. */
  readonly ofActor: Uint16Array
}

/** `pay[0]` and `pay[1]` are replicas of `pay`. */
export function componentsOf(actors: readonly string[]): Components {
  const numbers = new Map<string, number>()
  const ofActor = new Uint16Array(actors.length)
  actors.forEach((actor, number) => {
    const bracket = actor.indexOf("[")
    const name = bracket < 0 ? actor : actor.slice(0, bracket)
    const known = numbers.get(name) ?? numbers.size
    numbers.set(name, known)
    ofActor[number] = known
  })
  return { names: [...numbers.keys()], ofActor }
}
