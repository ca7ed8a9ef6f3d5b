import { hashTriple } from "../chance/hash.ts"
import { open01, uniform01 } from "../chance/words.ts"
import { exp } from "../math/exp.ts"
import { ln } from "../math/ln.ts"

// Ziggurat of 256 layers: G. Marsaglia & W. W. Tsang, "The ziggurat method for generating random
// variables", J. Stat. Software 5(8), 2000: start of the tail, and area of each layer.
const layers = 256
const tailFrom = 7.69711747013104972
const layerArea = 3.9496598225815571993e-3

/** `edges[i]` is the right edge of layer i; layer 0 is the base with the tail, its edge the width of an equal rectangle. */
const edges = new Float64Array(layers + 1)
/** `heights[i]` is e^-edges[i], the bottom of layer i. */
const heights = new Float64Array(layers + 1)
buildTables()

function buildTables(): void {
  edges[0] = layerArea / exp(-tailFrom)
  edges[1] = tailFrom
  for (let i = 2; i < layers; i++) edges[i] = -ln(exp(-edges[i - 1]) + layerArea / edges[i - 1])
  edges[layers] = 0
  for (let i = 0; i <= layers; i++) heights[i] = exp(-edges[i])
}

/** An exponential variate of mean 1 from two words. The layer comes from bits that the position does not use. */
export function standardExponential(a: number, b: number): number {
  const layer = b & 255
  const x = uniform01(a, b) * edges[layer]
  return x < edges[layer + 1] ? x : outsideCore(a, b)
}

/** The 1.1 % of pairs that fall in a wedge or the tail; a rejection starts over with words hashed from the pair. */
function outsideCore(firstA: number, firstB: number): number {
  let a = firstA
  let b = firstB
  let offset = 0
  for (;;) {
    const layer = b & 255
    const x = uniform01(a, b) * edges[layer]
    if (x < edges[layer + 1]) return offset + x
    if (layer === 0) {
      // Memoryless: what lies beyond the start of the tail is again exponential.
      offset += tailFrom
    } else {
      const height =
        heights[layer] + open01(hashTriple(a, b, 1), hashTriple(a, b, 2)) * (heights[layer + 1] - heights[layer])
      if (height < exp(-x)) return offset + x
    }
    const nextA = hashTriple(a, b, 3)
    b = hashTriple(a, b, 4)
    a = nextA
  }
}
