import { expect, it } from "vitest"
import { routed } from "../support.ts"

it.each([
  [["/", "/pay", "= /pay"], "GET /pay", "= /pay"], // Exact before Prefix
  [["= /pay", "/pay/cards"], "GET /pay/cards", "/pay/cards"],
  [["/pay/cards/new", "~ /pay/cards/*"], "GET /pay/cards/new", "~ /pay/cards/*"], // a glob before a prefix of its length
  [["~ /pay/*", "= /pay/cards"], "GET /pay/cards", "= /pay/cards"],
  [["~ /pay/*", "/pay"], "GET /pay/cards", "~ /pay/*"],
  [["/", "/pay"], "GET /payments", "/"], // by segments
  [["/pay/cards", "POST /pay"], "POST /pay/cards/7", "/pay/cards"],
  [["/pay", "POST /pay"], "POST /pay", "POST /pay"],
])("of %j, %s goes to %s", (routes, request, wanted) => {
  expect(routed("kubernetes", routes, request)).toBe(wanted)
})
