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
  [["/", "a.example /pay"], "GET /cards host=a.example", undefined], // the virtual host is chosen for good
  [["*.example /", "*.b.example /"], "GET / host=a.b.example", "*.b.example /"],
  [["*.example /", "a.example /"], "GET / host=a.example", "a.example /"],
  [["/pay", "x=1 /pay"], "GET /pay x=1", "/pay"], // first listed, whatever else it asks for
  [["x=1 /pay", "/pay"], "GET /pay x=2", "/pay"],
])("of %j, %s goes to %s", (routes, request, wanted) => {
  expect(routed("envoy", routes, request)).toBe(wanted)
})
