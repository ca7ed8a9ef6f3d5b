import { hashTriple } from "../chance/hash.ts"
import { open01, uniform01 } from "../chance/words.ts"
import { exp } from "../math/exp.ts"
import { ln } from "../math/ln.ts"

// Ziggurat of 256 layers: G. Marsaglia & W. W. Tsang, "The ziggurat method for generating random
// variables", J. Stat. Software 5(8), 2000: start of the tail, and area of each layer.
const layers = 256
const tailFrom = 3.6541528853610088
const layerArea = 4.92867323399e-3

/** `edges[i]` is the right edge of layer i; layer 0 is the base with the tail, its edge the width of an equal rectangle. */
const edges = new Float64Array(layers + 1)
/** `heights[i]` is e^(-edges[i]^2 / 2), the bottom of layer i. */
const heights = new Float64Array(layers + 1)
buildTables()

function bell(x: number): number {
  return exp(-0.5 * x * x)
}

function buildTables(): void {
  edges[0] = layerArea / bell(tailFrom)
  edges[1] = tailFrom
  for (let i = 2; i < layers; i++) edges[i] = Math.sqrt(-2 * ln(bell(edges[i - 1]) + layerArea / edges[i - 1]))
  edges[layers] = 0
  for (let i = 0; i <= layers; i++) heights[i] = bell(edges[i])
}

/** A standard normal variate from two words. Layer and sign come from bits that the position does not use. */
export function standardNormal(a: number, b: number): number {
  const layer = b & 255
  const x = uniform01(a, b) * edges[layer]
  const magnitude = x < edges[layer + 1] ? x : outsideCore(a, b)
  return (b & 256) === 0 ? magnitude : -magnitude
}

/** The 1.2 % of pairs that fall in a wedge or the tail; a rejection starts over with words hashed from the pair. */
function outsideCore(firstA: number, firstB: number): number {
  let a = firstA
  let b = firstB
  for (;;) {
    const layer = b & 255
    const x = uniform01(a, b) * edges[layer]
    if (x < edges[layer + 1]) return x
    if (layer === 0) return tail(a, b)
    const height =
      heights[layer] + open01(hashTriple(a, b, 1), hashTriple(a, b, 2)) * (heights[layer + 1] - heights[layer])
    if (height < bell(x)) return x
    const nextA = hashTriple(a, b, 3)
    b = hashTriple(a, b, 4)
    a = nextA
  }
}

/** Beyond the last edge: G. Marsaglia, "Generating a variable from the tail of the normal distribution", Technometrics 6, 1964. */
function tail(a: number, b: number): number {
  for (let counter = 5; ; counter += 4) {
    const x = -ln(open01(hashTriple(a, b, counter), hashTriple(a, b, counter + 1))) / tailFrom
    const y = -ln(open01(hashTriple(a, b, counter + 2), hashTriple(a, b, counter + 3)))
    if (y + y > x * x) return tailFrom + x
  }
}
