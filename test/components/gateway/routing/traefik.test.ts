import { expect, it } from "vitest"
import { routed } from "../support.ts"

it.each([
  // PathPrefix(`/pay/cards`) is 24 long, PathPrefix(`/pay`) && Method(`POST`) 36.
  [["/pay/cards", "POST /pay"], "POST /pay/cards/7", "POST /pay"],
  // Path(`/pay/cards`) is 18 long: shorter than the prefix, which hides it.
  [["= /pay/cards", "/pay/cards"], "GET /pay/cards", "/pay/cards"],
  // PathRegexp(`^/pay/[^/]+$`) is 26 long, PathPrefix(`/pay/cards`) 24.
  [["~ /pay/*", "/pay/cards"], "GET /pay/cards", "~ /pay/*"],
  [["~ /*/*/*", "/"], "GET /pay/cards/new", "~ /*/*/*"],
  [["/", "/pay"], "GET /payments", "/pay"],
  [["~ /a/*", "~ /*/b"], "GET /a/b", "~ /a/*"], // equal: the first listed
])("of %j, %s goes to %s", (routes, request, wanted) => {
  expect(routed("traefik", routes, request)).toBe(wanted)
})
