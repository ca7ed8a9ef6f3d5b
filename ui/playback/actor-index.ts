/** Entries of a block, and bits of its set; actors share a bit with those 256 apart (chosen: 32 B a block). */
const BLOCK_BITS = 10
const BLOCK = 1 << BLOCK_BITS
const SET_WORDS = 8
const SET_MASK = SET_WORDS * 32 - 1

/** A sequence in the order of time, each entry of which concerns an actor: moments, or events. */
export interface ActorSequence {
  readonly length: number
  actorAt(place: number): number
}

/** Finds the next entry of one actor without reading all between: a set of actors a block. 1 / 32 B an entry. */
export class ActorIndex {
  private readonly sequence: ActorSequence
  private sets = new Uint32Array(0)
  private indexed = 0

  constructor(sequence: ActorSequence) {
    this.sequence = sequence
  }

  get bytes(): number {
    return this.sets.byteLength
  }

  /** The entries from `place` on are others than before, or new. */
  renew(place: number): void {
    const { length } = this.sequence
    const words = ((length + BLOCK - 1) >>> BLOCK_BITS) * SET_WORDS
    if (words > this.sets.length) {
      const grown = new Uint32Array(Math.max(words, Math.floor(this.sets.length * 1.5)))
      grown.set(this.sets)
      this.sets = grown
    }
    const firstBlock = Math.min(place, this.indexed) >>> BLOCK_BITS
    this.sets.fill(0, firstBlock * SET_WORDS)
    for (let at = firstBlock << BLOCK_BITS; at < length; at++) {
      const bit = this.sequence.actorAt(at) & SET_MASK
      this.sets[(at >>> BLOCK_BITS) * SET_WORDS + (bit >>> 5)] |= 1 << (bit & 31)
    }
    this.indexed = length
  }

  /** The first entry of an actor at `from` or later, -1 for none. */
  next(actor: number, from: number): number {
    let at = from
    while (at < this.indexed) {
      const blockEnd = Math.min(this.indexed, ((at >>> BLOCK_BITS) + 1) << BLOCK_BITS)
      if (this.has(at >>> BLOCK_BITS, actor)) {
        for (; at < blockEnd; at++) if (this.sequence.actorAt(at) === actor) return at
      }
      at = blockEnd
    }
    return -1
  }

  /** The last entry of an actor before `before`, -1 for none. */
  previous(actor: number, before: number): number {
    let at = before - 1
    while (at >= 0) {
      const blockStart = (at >>> BLOCK_BITS) << BLOCK_BITS
      if (this.has(at >>> BLOCK_BITS, actor)) {
        for (; at >= blockStart; at--) if (this.sequence.actorAt(at) === actor) return at
      }
      at = blockStart - 1
    }
    return -1
  }

  private has(block: number, actor: number): boolean {
    const bit = actor & SET_MASK
    return (this.sets[block * SET_WORDS + (bit >>> 5)] & (1 << (bit & 31))) !== 0
  }
}
