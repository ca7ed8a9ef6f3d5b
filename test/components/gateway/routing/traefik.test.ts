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
  // Host(`a.example`) && PathPrefix(`/a`) is 37 long, PathPrefix(`/a/b/c`) 20.
  [["/a/b/c", "a.example /a"], "GET /a/b/c host=a.example", "a.example /a"],
  // HostRegexp(`^.+\\.example$`) is 27 long, Host(`a.example`) 17: the wildcard hides it.
  [["a.example /", "*.example /"], "GET / host=a.example", "*.example /"],
  // Header(`x`, `1`) is 16 long, PathPrefix(`/pay/cards`) 24.
  [["x=1", "/pay/cards"], "GET /pay/cards x=1", "/pay/cards"],
  [["x=1", "/"], "GET /pay x=1", "x=1"],
])("of %j, %s goes to %s", (routes, request, wanted) => {
  expect(routed("traefik", routes, request)).toBe(wanted)
})
