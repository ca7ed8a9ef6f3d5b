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
  [["/a/b/c", "a.example /a"], "GET /a/b/c host=a.example", "a.example /a"], // a host and a path: two kinds of criteria
  [["~ /a/*", "/a/b/c/d"], "GET /a/b", "~ /a/*"],
  [["*.example /a", "a.example /a"], "GET /a host=a.example", "a.example /a"], // plain hosts only
  [["*.example /a/b", "a.example /a"], "GET /a/b host=a.example", "a.example /a"], // before a longer path
  [["x=1 /a/b", "x=1 y=2 /a"], "GET /a/b x=1 y=2", "x=1 y=2 /a"], // more headers, the same kinds
  [["x=1", "/a/b"], "GET /a/b x=1", "x=1"], // one kind each, but one header is more than none
  [["x=1 y=2", "POST /a"], "POST /a x=1 y=2", "POST /a"], // kinds count before headers
  [["a.example /a", "/"], "GET /a host=b.example", "/"],
  [["a.example /a"], "GET /a", undefined],
])("of %j, %s goes to %s", (routes, request, wanted) => {
  expect(routed("kong", routes, request)).toBe(wanted)
})
