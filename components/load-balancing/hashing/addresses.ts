import type { Backends } from "../../kit/balancing/backends.ts"

/** 10.0.0.0, a network for private use. */
export const PRIVATE_NETWORK = 10 * 16777216

/** A backend as strategies hash it. */
export interface Host {
  /** Address and port: 10.0.0.1:80 for index 0 and so on (chosen). */
  readonly name: string
  readonly weight: number
}

/**
 * The backends by names that depend on nothing but the place among the replicas: a restart keeps them, and every
 * caller sees the same. Where all weights are 0, all are 1.
 */
export function hostsOf(backends: Backends): readonly Host[] {
  const isWeighted = backends.weight.some((weight) => weight > 0)
  return Array.from(backends.weight, (weight, index) => ({
    name: `${addressText(PRIVATE_NETWORK + 1 + index)}:80`,
    weight: isWeighted ? weight : 1,
  }))
}

/** The IPv4 address of a number below 2^32, such as 167772161: `10.0.0.1`. */
export function addressText(address: number): string {
  return [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255].join(".")
}

/** The number of an IPv4 address in its usual form. */
export function addressNumber(text: string): number {
  return text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0)
}
