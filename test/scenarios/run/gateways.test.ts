import { expect, it } from "vitest"
import { type Document, runOf, spansOf } from "./support.ts"

const gw = {
  kind: "gateway",
  routes: [
    { prefix: "/pay", method: "POST", to: "api.pay" },
    { prefix: "/", to: "api.page" },
  ],
}
const api = { kind: "service", operations: { pay: [{ work: "1ms" }], page: [{ work: "1ms" }] } }

function estate(extra: Document, mix: Document): Document {
  const load = { shop: { open: "constant 10/s", to: "gw", mix } }
  return { components: { shop: { kind: "client" }, gw, api, ...extra }, load }
}

/** What is asked of `api`, how often. */
function asked(document: Document): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { to, operation } of spansOf(runOf(document)))
    if (to === "api") counts[operation] = (counts[operation] ?? 0) + 1
  return counts
}

it("gives a request without a path to the route for all others", () => {
  const counts = asked(estate({}, { plain: {}, pay: { method: "POST", path: "/pay" } }))
  expect(Object.keys(counts).sort()).toEqual(["page", "pay"])
})

it("does so for the calls of a service, and takes the operation it names for a path", () => {
  const app = { kind: "service", operations: { get: [{ call: "gw" }, { call: "gw.anything" }] } }
  const { components, load } = estate({ app }, { calls: { to: "app" }, pay: { method: "POST", path: "/pay" } })
  const spans = spansOf(runOf({ components, load }))
  const made = spans.filter(({ to, outcome }) => to === "app" && outcome === "ok").length
  const pages = spans.filter(({ to, operation }) => to === "api" && operation === "page").length
  // The last request may have made one of its two calls when the run ends.
  expect(made).toBeGreaterThan(10)
  expect(pages - 2 * made).toBeOneOf([0, 1, 2])
})

it("asks the gateway for a request without a name under the name it looks up", () => {
  const door = { kind: "gateway", routes: [{ prefix: "/", to: "api.page" }] }
  const load = { shop: { open: "constant 10/s", to: "door" } }
  const spans = spansOf(runOf({ components: { shop: { kind: "client" }, door, api }, load }))
  expect(new Set(spans.map(({ to, operation }) => `${to} ${operation}`))).toEqual(new Set(["door GET /", "api page"]))
})
