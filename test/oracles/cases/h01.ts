import type { Run } from "../../../index.ts"
import type { OracleCase, Variant } from "../case.ts"
import type { Pool } from "../pool.ts"
import { callsToReplicas, replicaSince } from "../replicas.ts"

const NODES = 10
/**
 * By points of a node: how many rings, in how many documents, of any ten of how many hosts (so many that two rings have
 * little in common), and keys a seed, of which all the seeds together make eight times as many.
 */
const RINGS = {
  1: { documents: 10, rings: 50, hosts: 200, keys: 1000 },
  100: { documents: 6, rings: 50, hosts: 100, keys: 12_500 },
} as const
type Points = keyof typeof RINGS
/** Rings that one node joins, and keys a seed whose backends are compared. */
const JOINED = 8
const MOVED_KEYS = 2000
const PER_SECOND = 1000

export const h01: OracleCase = {
  id: "H01",
  variants: [
    ...documents(1),
    ...documents(100),
    {
      name: "joined",
      yaml: estate(
        Array.from({ length: JOINED }, (_, ring) => [
          envoyRing(`before${ring}`, 100, weightsOf(ring, NODES, 100)),
          envoyRing(`after${ring}`, 100, weightsOf(ring, NODES + 1, 100)),
        ]).flat(),
      ),
      warmupSeconds: 0,
      seconds: (MOVED_KEYS + 1) / PER_SECOND,
      drive: (run) => movedKeys(run, JOINED),
    },
    {
      name: "modulo",
      yaml: estate([
        { name: "before0", entry: `replicas: ${NODES}`, balance: "hash" },
        { name: "after0", entry: `replicas: ${NODES + 1}`, balance: "hash" },
      ]),
      warmupSeconds: 0,
      seconds: (MOVED_KEYS + 1) / PER_SECOND,
      drive: (run) => movedKeys(run, 1),
    },
  ],
  read: (pools) => {
    const [few, many] = [sharesOf(pools, 1), sharesOf(pools, 100)]
    const squares = many.flat().map((share) => (share * NODES - 1) * (share * NODES - 1))
    return [
      { key: "CV of share v=100", value: Math.sqrt(mean(squares)) },
      { key: "max/mean share v=1", value: mean(few.map((shares) => Math.max(...shares) * NODES)) },
      { key: "max/mean share v=100 (MC)", value: mean(many.map((shares) => Math.max(...shares) * NODES)) },
      { key: "fraction of keys moved when 11th server joins", value: pools("joined").noted("moved") },
      { key: "modulo hashing 10->11: fraction moved", value: pools("modulo").noted("moved") },
    ]
  },
}

interface Callee {
  readonly name: string
  readonly entry: string
  readonly balance: string
}

function documents(points: Points): readonly Variant[] {
  const { documents: count, rings, hosts, keys } = RINGS[points]
  return Array.from({ length: count }, (_, number) => ({
    name: `v=${points} ${number}`,
    yaml: estate(
      Array.from({ length: rings }, (__, ring) =>
        envoyRing(`ring${ring}`, points, weightsOf(number * rings + ring, NODES, hosts)),
      ),
    ),
    warmupSeconds: 0,
    seconds: keys / PER_SECOND,
    drive: (run: Run) => callsByRing(run, rings),
  }))
}

/** Users ask `app`, which asks each of these with the same key. */
function estate(callees: readonly Callee[]): string {
  const calls = callees.map(({ name }) => `{ call: ${name} }`).join(", ")
  return `
components:
  users: { kind: client }
  app: { kind: service, operations: { read: [${calls}] } }
${callees.map(({ name, entry }) => `  ${name}: { kind: service, ${entry}, operations: { get: [{ work: 0ms }] } }`).join("\n")}
load:
  users: { open: constant ${PER_SECOND}/s, to: app, keys: uniform n=1000000000 }
policies:
${callees.map(({ name, balance }) => `  "app -> ${name}": { balance: ${balance} }`).join("\n")}
`
}

/** Weight 1 for so many hosts, different ones for each ring; the first ones stay where more are asked for. */
function weightsOf(ring: number, nodes: number, hosts: number): readonly number[] {
  const weights = new Array<number>(hosts).fill(0)
  for (let draw = 0, left = nodes; left > 0; draw++) {
    const host = mixed(1000 * ring + draw) % hosts
    if (weights[host] === 1) continue
    weights[host] = 1
    left--
  }
  return weights
}

/** Another number below 2^32 for each number (the finalizer of MurmurHash3). */
function mixed(number: number): number {
  let word = Math.imul(number ^ (number >>> 16), 0x85ebca6b)
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
  return (word ^ (word >>> 16)) >>> 0
}

/** A component with so many points on the ring for each host that has a weight. */
function envoyRing(name: string, points: number, weights: readonly number[]): Callee {
  const nodes = weights.reduce((sum, weight) => sum + weight, 0)
  return {
    name,
    entry: `replicas: ${weights.length}, weights: [${weights.join(", ")}]`,
    balance: `{ kind: consistent-hash, ring: envoy, size: ${points * nodes} }`,
  }
}

function callsByRing(run: Run, rings: number): Readonly<Record<string, number>> {
  run.advance()
  const noted: Record<string, number> = {}
  for (let ring = 0; ring < rings; ring++) {
    const nodes = run.plan.components[`ring${ring}`]?.weights
    const calls = callsToReplicas(run, `ring${ring}`).filter((_, host) => nodes?.[host] === 1)
    for (let node = 0; node < NODES; node++) noted[`${ring} ${node}`] = calls[node] ?? Number.NaN
  }
  return noted
}

/** Shares of the keys by ring and node. */
function sharesOf(pools: (variant: string) => Pool, points: Points): readonly (readonly number[])[] {
  const { documents: count, rings } = RINGS[points]
  return Array.from({ length: count }, (_, number) => {
    const pool = pools(`v=${points} ${number}`)
    return Array.from({ length: rings }, (__, ring) => {
      const calls = Array.from({ length: NODES }, (___, node) => pool.noted(`${ring} ${node}`))
      const total = calls.reduce((sum, each) => sum + each, 0)
      return calls.map((each) => each / total)
    })
  }).flat()
}

/** Of the keys asked for, one after the other, the share for which `before` and `after` chose different hosts. */
function movedKeys(run: Run, pairs: number): Readonly<Record<string, number>> {
  const names = Array.from({ length: pairs }, (_, pair) => [`before${pair}`, `after${pair}`] as const)
  let moved = 0
  for (let key = 0; key < MOVED_KEYS; key++) {
    const earlier = names.map((pair) => pair.map((name) => callsToReplicas(run, name)))
    run.advance(((key + 1.5) / PER_SECOND) * 1e9)
    for (const [number, pair] of names.entries()) {
      const [before, after] = pair.map((name, side) => replicaSince(run, name, earlier[number]?.[side] ?? []))
      if (before !== after) moved++
    }
  }
  run.advance()
  return { moved: moved / (MOVED_KEYS * pairs) }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
