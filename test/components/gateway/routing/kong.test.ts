import { expect, it } from "vitest"
import { routed } from "../support.ts"

// get_priority: number of criteria, regular expression, length of the prefix.
it.each([
  [["/pay/cards", "POST /pay"], "POST /pay/cards/7", "POST /pay"], // two criteria before a longer path
  [["/pay/cards/new", "~ /pay/cards/*"], "GET /pay/cards/new", "~ /pay/cards/*"], // ~ beats any prefix
  [["/pay/cards", "= /pay/cards"], "GET /pay/cards", "= /pay/cards"],
  [["/", "/pay", "/pay/cards"], "GET /pay/cards/7", "/pay/cards"],
  [["/", "/pay"], "GET /payments", "/pay"], // by characters
  [["~ /a/*", "~ /*/b"], "GET /a/b", "~ /a/*"], // equal: the first listed
  [["POST /pay"], "GET /pay", undefined],
])("of %j, %s goes to %s", (routes, request, wanted) => {
  expect(routed("kong", routes, request)).toBe(wanted)
})
