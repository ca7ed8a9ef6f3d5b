/** A small generator for tests (xorshift32, Marsaglia 2003): uniform numbers strictly between 0 and 1. */
export function uniformStream(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return ((state >>> 0) + 0.5) / 4294967296
  }
  for (let i = 0; i < 20; i++) next()
  return next
}

/** Standard normal numbers (Box-Muller). */
export function normalStream(seed: number): () => number {
  const uniform = uniformStream(seed)
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}
