import { expect, it } from "vitest"
import { routed } from "../support.ts"

it.each([
  [["/pay/cards", "= /pay/cards"], "GET /pay/cards", "= /pay/cards"], // full match before a greedy variable
  [["/pay/cards/new", "~ /pay/cards/*"], "GET /pay/cards/new", "~ /pay/cards/*"],
  [["~ /pay/*", "= /pay/cards"], "GET /pay/cards", "= /pay/cards"], // literal before variable
  [["/", "/pay"], "GET /payments", "/"], // by segments; / is $default
  [["/pay/cards", "POST /pay"], "POST /pay/cards/7", "/pay/cards"],
  [["/pay", "POST /pay"], "POST /pay", "POST /pay"], // a stated method before ANY
  [["POST /pay", "/"], "GET /pay", "/"],
  [["/pay"], "GET /", undefined],
  [["/", "a.example /pay"], "GET /cards host=a.example", "/"],
  [["*.example /pay", "a.example /"], "GET /pay host=a.example", "a.example /"], // the domain before the path
  [["*.example /"], "GET / host=a.b.example", undefined], // one label
  [["= /pay", "x=1 /"], "GET /pay x=1", "x=1 /"], // a routing rule before any mapping
  [["x=1 /", "x=1 y=2 /pay"], "GET /pay x=1 y=2", "x=1 /"], // rules in their order
])("of %j, %s goes to %s", (routes, request, wanted) => {
  expect(routed("aws", routes, request)).toBe(wanted)
})
