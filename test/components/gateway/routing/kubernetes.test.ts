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
  [["/a/b/c", "a.example /a"], "GET /a/b/c host=a.example", "a.example /a"], // the host first
  [["*.example /a/b", "a.example /a"], "GET /a/b host=a.example", "a.example /a"],
  [["*.example /", "*.b.example /"], "GET / host=a.b.example", "*.b.example /"],
  [["/", "a.example /pay"], "GET /cards host=a.example", "/"], // a host that has no rule for the path leaves it to others
  [["x=1 y=2 /a", "x=1 /a/b"], "GET /a/b x=1 y=2", "x=1 /a/b"], // the path before headers
  [["x=1 y=2 /a", "POST /a"], "POST /a x=1 y=2", "POST /a"], // the method before headers
  [["x=1 /a", "x=1 y=2 /a"], "GET /a x=1 y=2", "x=1 y=2 /a"],
])("of %j, %s goes to %s", (routes, request, wanted) => {
  expect(routed("kubernetes", routes, request)).toBe(wanted)
})
