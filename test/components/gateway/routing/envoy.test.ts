import { expect, it } from "vitest"
import { routed } from "../support.ts"

it.each([
  [["/", "/pay", "= /pay"], "GET /pay", "/"], // what is listed first takes all
  [["= /pay", "/pay", "/"], "GET /pay", "= /pay"],
  [["= /pay", "/pay", "/"], "GET /payments", "/pay"], // by characters
  [["POST /pay", "/"], "GET /pay", "/"],
  [["~ /users/*/orders", "/users"], "GET /users/7/orders", "~ /users/*/orders"],
  [["~ /users/*/orders", "/users"], "GET /users//orders", "/users"], // * is one segment, not none
  [["/pay"], "GET /", undefined],
])("of %j, %s goes to %s", (routes, request, wanted) => {
  expect(routed("envoy", routes, request)).toBe(wanted)
})
