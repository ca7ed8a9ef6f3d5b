import { World, type WorldOptions } from "../support/world.ts"

const MS = 1e6

/** A site behind a listener; its page takes 1 ms. `flood` makes the caller of all requests a flooder. */
export function estate(the: object, asksMs: readonly number[], flood = false): WorldOptions {
  return {
    components: {
      door: { kind: "tcp-listener", to: "site", ...(flood ? { attackers: ["driver"] } : {}), ...the },
      site: { kind: "service", operations: { page: [{ work: "1ms" }] } },
    },
    calls: asksMs.map((atMs) => ({ atNs: atMs * MS, to: "door", operation: "page" })),
  }
}

export function run(the: object, asksMs: readonly number[], flood = false): World {
  return new World(estate(the, asksMs, flood)).start().run()
}

/** Each request as `outcome ms`, in the order of asking. */
export function endings(world: World): readonly string[] {
  return [...world.driver.answers]
    .sort((left, right) => left.call - right.call)
    .map(({ outcome, startedNs, atNs }) => `${outcome} ${(atNs - startedNs) / MS}`)
}
