/** What the replicas of a component have in common, by component and name. */
export class Commons {
  private readonly things = new Map<string, object>()

  named<Thing extends object>(component: string, name: string, make: () => Thing): Thing {
    const key = `${component} ${name}`
    const known = this.things.get(key)
    if (known !== undefined) return known as Thing
    const made = make()
    this.things.set(key, made)
    return made
  }
}
