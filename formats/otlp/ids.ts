import { hashPair, mix32, type Row, type SeedWords, seedWords } from "../../engine/index.ts"
import type { RecordedRun } from "../trace/recorded-run.ts"

/**
 * Ids of traces and spans as hexadecimal text. The same run has the same ids; runs of another seed or scenario have others,
 * so that they can be looked at side by side. Within a run no two are the same (a word of each is a bijection of the row),
 * and none is all zeros, which is no id.
 */
export class TraceIds {
  private readonly words: SeedWords

  constructor({ seed, scenario }: RecordedRun) {
    this.words = seedWords(`${scenario.hash} ${seed}`)
  }

  /** 16 bytes, of the request whose client's call stands in a row. */
  trace(root: Row): string {
    const { a, b, c, d } = this.words
    return hex(a | 1) + hex(b) + hex(hashPair(c, root)) + hex(mix32(root ^ d))
  }

  /** 8 bytes. */
  span(row: Row): string {
    const { b, d } = this.words
    return hex(hashPair(d, row) | 1) + hex(mix32(row ^ b))
  }
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0")
}
