import { expect, it } from "vitest"
import { PLUGINS } from "../../../../components/gateway/plugins/choice.ts"
import { World } from "../../support/world.ts"
import { MS, worldOf } from "../support.ts"

/** What each needs beside its defaults to do anything at all. */
const WORDS: Readonly<Record<string, object>> = {
  "rate-limiting": { limits: [{ kind: "fixed-window", limit: 10, window: "1m" }] },
  "connection-limit": { limit: 1, per: "global" },
  jwt: { invalid: "20%" },
  oidc: { introspect: "identity" },
  "request-transformer": { factor: 2 },
  "response-transformer": { factor: 2 },
}

/** 40 requests of 10 kB, two at a time and each key twice; the service is gone for the last ten. */
function run(plugins: readonly object[]) {
  const { components } = worldOf({ plugins }, { count: 0, stepNs: 0 })
  const calls = Array.from({ length: 40 }, (_, index) => {
    return { operation: "read", to: "gw", atNs: Math.floor(index / 2) * 10 * MS, key: index % 20, bytes: 10_000 }
  })
  const world = new World({ components, calls }).start().run(149 * MS)
  world.actorOf("api").onFault("crash", true, 0)
  world.run()
  return {
    answers: world.driver.answers.map(({ outcome, atNs, bytes }) => [outcome, atNs, bytes]),
    arrivals: world.arrivals("api"),
  }
}

const kinds = [...PLUGINS.keys()]
const all = new Map(kinds.map((kind) => [kind, run([{ kind, ...WORDS[kind] }])]))
const pairs = kinds.flatMap((left, index) => kinds.slice(index + 1).map((right) => [left, right] as const))

it.each(pairs)("%s is not %s under the same load", (left, right) => {
  expect(all.get(left)).not.toEqual(all.get(right))
})

it.each(kinds)("%s is not nothing", (kind) => {
  expect(all.get(kind)).not.toEqual(run([]))
})
