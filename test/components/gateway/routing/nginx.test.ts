import { expect, it } from "vitest"
import { routed } from "../support.ts"

it.each([
  [["/pay/cards/new", "~ /pay/cards/*"], "GET /pay/cards/new", "~ /pay/cards/*"], // an expression before a longer prefix
  [["~ /pay/*", "= /pay/cards"], "GET /pay/cards", "= /pay/cards"], // = before both
  [["~ /*/b", "~ /a/*"], "GET /a/b", "~ /*/b"], // in file order
  [["/", "/pay", "/pay/cards"], "GET /pay/cards/7", "/pay/cards"],
  [["/", "/pay"], "GET /payments", "/pay"], // by characters
  [["/pay/cards", "POST /pay"], "POST /pay/cards/7", "/pay/cards"], // the path alone chooses
  [["/", "POST /pay"], "GET /pay", undefined], // and no other location is tried for the method
  [["/pay", "POST /pay"], "POST /pay", "POST /pay"],
  [["/pay", "POST /pay"], "GET /pay", "/pay"],
  [["= /pay"], "GET /pay/", undefined],
])("of %j, %s goes to %s", (routes, request, wanted) => {
  expect(routed("nginx", routes, request)).toBe(wanted)
})
