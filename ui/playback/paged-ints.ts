const PAGE_BITS = 16
const PAGE_LENGTH = 1 << PAGE_BITS
const PAGE_MASK = PAGE_LENGTH - 1

/** A column of unsigned 32-bit integers that grows by pages: 4 B each and at most 256 KiB to spare. */
export class PagedInts {
  private readonly pages: Uint32Array[] = []
  private filled = 0

  get length(): number {
    return this.filled
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.pages.length * PAGE_LENGTH * 4
  }

  /** Makes it longer; new entries are 0. */
  resize(length: number): void {
    while (this.pages.length * PAGE_LENGTH < length) this.pages.push(new Uint32Array(PAGE_LENGTH))
    this.filled = length
  }

  get(at: number): number {
    return this.pages[at >>> PAGE_BITS][at & PAGE_MASK]
  }

  set(at: number, value: number): void {
    this.pages[at >>> PAGE_BITS][at & PAGE_MASK] = value
  }
}
