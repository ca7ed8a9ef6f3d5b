import type { Particles } from "./particles.ts"

const PRIME = 0x0100_0193
const bits = new Float32Array(1)
const words = new Uint32Array(bits.buffer)

/** 64 bits over all that is drawn, as 16 hexadecimal digits: equal frames have equal hashes (FNV-1a over words, two lanes). */
export function frameHash(particles: Particles, cells: Int32Array): string {
  let [a, b] = [0x811c_9dc5, 0x9e37_79b9]
  const mix = (word: number) => {
    a = Math.imul(a ^ word, PRIME)
    b = Math.imul(b ^ (word + (a >>> 15)), PRIME)
  }
  for (let i = 0; i < particles.count; i++) {
    mix(particles.rows[i])
    mix(particles.from[i] | (particles.to[i] << 16))
    mix(particles.leg[i] | (particles.outcome[i] << 8) | (particles.attempt[i] << 16))
    bits[0] = particles.share[i]
    mix(words[0])
  }
  for (const cell of cells) mix(cell)
  return hex(a) + hex(b)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0")
}
