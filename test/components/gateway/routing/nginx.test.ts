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
  [["/a/b/c", "a.example /a"], "GET /a/b/c host=a.example", "a.example /a"], // the server first
  [["/", "a.example /pay"], "GET /cards host=a.example", undefined], // and no other is tried for the path
  [["*.example /", "*.b.example /"], "GET / host=a.b.example", "*.b.example /"], // the longest *.name
  [["*.example /", "a.example /"], "GET / host=a.example", "a.example /"],
  [["/", "a.example /"], "GET / host=b.example", "/"], // the default server
  [["/pay", "x=1 /pay"], "GET /pay x=1", "x=1 /pay"],
  [["/pay/cards", "x=1 /pay"], "GET /pay/cards x=1", "/pay/cards"], // the location without regard to headers
])("of %j, %s goes to %s", (routes, request, wanted) => {
  expect(routed("nginx", routes, request)).toBe(wanted)
})
