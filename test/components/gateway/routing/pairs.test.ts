import { expect, it } from "vitest"
import { ROUTINGS } from "../../../../components/gateway/routing/choice.ts"
import { routed } from "../support.ts"

const routes = [
  "/",
  "/pay",
  "= /pay/cards",
  "~ /pay/*",
  "POST /pay",
  "a.example /pay",
  "*.example /pay/cards/new",
  "x=1 /pay/cards/new",
]
const requests = [
  "GET /pay/cards",
  "GET /payments",
  "POST /pay/cards",
  "GET /pay/cards/new host=a.example",
  "GET /pay/cards/new host=a.b.example",
  "GET /other host=a.example",
  "POST /pay/cards/new x=1",
]
const kinds = [...ROUTINGS.keys()]
const seen = new Map(kinds.map((kind) => [kind, requests.map((request) => routed(kind, routes, request) ?? "none")]))
const pairs = kinds.flatMap((left, index) => kinds.slice(index + 1).map((right) => [left, right] as const))

it.each(pairs)("%s does not route as %s does", (left, right) => {
  expect(seen.get(left)).not.toEqual(seen.get(right))
})

it("takes every request somewhere at most once, the same each time", () => {
  for (const kind of kinds)
    expect(
      requests.map((request) => routed(kind, routes, request) ?? "none"),
      kind,
    ).toEqual(seen.get(kind))
})
