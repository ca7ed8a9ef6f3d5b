import { World, type WorldOptions } from "../support/world.ts"

export type Ask = readonly [atMs: number, key?: number]

/** An origin that takes 100 ms, unless told otherwise, and a CDN before it that serves in 1 ms. */
export function estate(
  the: object,
  asks: readonly Ask[],
  steps: readonly object[] = [{ work: "100ms" }],
): WorldOptions {
  return {
    components: {
      edge: { kind: "cdn", origin: "site", hitLatency: "1ms", ...the },
      site: { kind: "service", operations: { page: steps } },
    },
    calls: asks.map(([atMs, key = 1]) => ({ atNs: atMs * 1e6, to: "edge", operation: "page", key })),
  }
}

export function run(the: object, asks: readonly Ask[], steps?: readonly object[]): World {
  return new World(estate(the, asks, steps)).start().run()
}

/** `count` requests at one time. */
export function burst(count: number, atMs: number): readonly Ask[] {
  return Array.from({ length: count }, () => [atMs] as const)
}

/** How long each call took in ms, in the order of the script. */
export function tookMs(world: World): readonly number[] {
  return inOrder(world).map(({ startedNs, atNs }) => (atNs - startedNs) / 1e6)
}

/** How often each time occurs, the shortest first. */
export function times(world: World): readonly (readonly [ms: number, count: number])[] {
  const found = new Map<number, number>()
  for (const ms of tookMs(world)) found.set(ms, (found.get(ms) ?? 0) + 1)
  return [...found].sort(([left], [right]) => left - right)
}

export function inOrder(world: World) {
  return [...world.driver.answers].sort((left, right) => left.call - right.call)
}

export function count(world: World, name: string): number {
  return world.count(`edge.${name}`)
}

export function originCalls(world: World): number {
  return world.arrivals("site").reduce((sum, one) => sum + one, 0)
}

/** Every request is served, fetched or passed by, and each fetch is a call of the origin. */
export function isConserved(world: World, requests: number): boolean {
  const [served, fetched, bypassed, stale] = ["served", "fetched", "bypassed", "stale"].map((name) =>
    count(world, name),
  )
  if (served === undefined || fetched === undefined || bypassed === undefined || stale === undefined) return false
  const kinds = ["hits", "updating", "stale"].reduce((sum, name) => sum + count(world, name), 0)
  return (
    served + fetched + bypassed === requests &&
    kinds === served &&
    count(world, "misses") + count(world, "expired") === fetched &&
    originCalls(world) === fetched + bypassed + stale
  )
}
