import * as z from "zod"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { Word64 } from "../kit/hash/word64.ts"
import { nextUp } from "./draw.ts"
import { jumpBucket, setKey } from "./hashing/jump.ts"

/**
 * A request's key, as the number it is, chooses its backend: exactly equal shares without a table, and a backend more
 * at the end moves only its own share. Blind to weight, and good only where backends come and go at the end: the keys
 * of one that is down all go to the next. Only the whole part of a key counts.
 */
export const jumpHash = defineStrategy<Record<string, never>, Record<string, never>, Word64>({
  kind: "jump-hash",
  title: "Jump hash",
  summary: "The same backend for all requests of a key, in equal shares and without a table.",
  sources: ["J. Lamping, E. Veach, A Fast, Minimal Memory, Consistent Hash Algorithm, arXiv 1406.2294, 2014"],
  params: z.strictObject({}),
  presets: {},
  state: () => ({}),
  tables: () => new Word64(),
  pick: ({ key, tables }, backends) => {
    const index = jumpBucket(setKey(tables, Math.floor(Math.abs(key))), backends.length)
    return backends.isUp(index) ? index : nextUp(backends, index)
  },
})
