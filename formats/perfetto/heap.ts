/** Numbers of which the first is at hand: a binary heap. */
export class Heap {
  private readonly items: number[] = []
  private readonly before: (a: number, b: number) => boolean

  /** The order must not change for numbers in it. */
  constructor(before: (a: number, b: number) => boolean) {
    this.before = before
  }

  get first(): number | undefined {
    return this.items[0]
  }

  push(item: number): void {
    const { items, before } = this
    let at = items.length
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = items[above]
      if (parent === undefined || !before(item, parent)) break
      items[at] = parent
      at = above
    }
    items[at] = item
  }

  pop(): number | undefined {
    const { items } = this
    const [first] = items
    const last = items.pop()
    if (last !== undefined && items.length > 0) this.sink(last)
    return first
  }

  /** Puts an item where the first was. */
  private sink(item: number): void {
    const { items, before } = this
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      let child = items[below]
      const right = items[below + 1]
      if (child !== undefined && right !== undefined && before(right, child)) {
        below++
        child = right
      }
      if (child === undefined || !before(child, item)) break
      items[at] = child
      at = below
    }
    items[at] = item
  }
}
