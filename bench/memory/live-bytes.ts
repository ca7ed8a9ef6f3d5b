/** Times the collector runs before a look (chosen: what the first frees lets the second free more; a third finds nothing). */
const COLLECTIONS = 3

/** Bytes in use after a forced collection: the heap and the buffers outside it. Needs `node --expose-gc`. */
export function liveBytes(): number {
  const collect = globalThis.gc
  if (collect === undefined) throw new Error("this needs node --expose-gc")
  for (let i = 0; i < COLLECTIONS; i++) collect()
  // `external` has the array buffers in it.
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
