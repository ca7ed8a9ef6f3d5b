import { describe, expect, it } from "vitest"
import { anyRequest, routeFor, routesSchema } from "../../../components/gateway/routes.ts"

const byIngress = { strategy: "kubernetes", params: {} }
const routes = routesSchema.parse([
  { prefix: "/", to: "web" },
  { prefix: "/pay", to: "pay.any" },
  { prefix: "/pay", method: "POST", to: "pay.charge" },
  { prefix: "/pay/refunds/", to: "refunds" },
  { prefix: "/quote", method: "GET", to: "pay.quote" },
])

describe("routes", () => {
  it.each([
    ["GET /", 0],
    ["GET /pay", 1],
    ["POST /pay", 2],
    ["POST /pay/", 2],
    ["POST /pay/42?fast=1", 2],
    ["POST /payments", 0], // by whole segments
    ["POST /pay/refunds", 3], // a longer prefix goes before a stated method
    ["DELETE /pay//refunds/7", 3],
    ["POST /quote", 0], // the longest of those that take the method
    ["GET /quote#x", 4],
    ["quote", 4], // a plain operation name is GET /quote
    ["charge", 0],
  ])("%s goes to route %i", (name, wanted) => {
    expect(routeFor(name, routes, byIngress)).toBe(wanted)
  })

  it("finds no route where none fits", () => {
    const one = routesSchema.parse([{ prefix: "/pay", method: "POST", to: "pay" }])
    expect(["GET /pay", "POST /", "pay"].map((name) => routeFor(name, one, byIngress))).toEqual([-1, -1, -1])
  })

  it("does not depend on the order of the list", () => {
    const names = ["GET /", "POST /pay/1", "GET /pay", "GET /pay/refunds/1", "GET /quote", "PUT /quote"]
    const targets = (list: typeof routes) => names.map((name) => list[routeFor(name, list, byIngress)]?.to)
    expect(targets([...routes].reverse())).toEqual(targets(routes))
  })

  it.each([
    [[], "Too small"],
    [
      [{ prefix: "pay", to: "pay" }],
      'expected a path such as /pay, without blanks, query and fragment, found the text "pay"',
    ],
    [[{ glob: "/pay?x", to: "pay" }], "expected a path such as /users/*/orders"],
    [[{ to: "pay" }], "a route needs prefix, exact or glob"],
    [[{ prefix: "/pay", exact: "/pay", to: "pay" }], "not both prefix and exact"],
    [[{ exact: 7, to: "pay" }], "found the number 7"],
    [
      [
        { glob: "/a/*", to: "a" },
        { glob: "/a/*/", to: "b" },
      ],
      "takes the same requests as route 1 (any method glob /a/*)",
    ],
    [[{ prefix: "/pay", method: "post", to: "pay" }], "Invalid option"],
    [[{ host: "https://a.example/", to: "pay" }], "expected a host name such as shop.example or *.example"],
    [[{ prefix: "/", headers: { Host: "a.example" }, to: "pay" }], "the host has a place of its own"],
    [
      [
        { host: "a.example", headers: { "X-A": 1, b: "2" }, to: "a" },
        { host: "A.example", headers: { b: 2, "x-a": "1" }, to: "b" },
      ],
      "takes the same requests as route 1 (a.example any method / b=2 x-a=1)",
    ],
    [
      [{ prefix: "/", to: "pay", cacheHeaders: { noStore: true, maxAge: "1s" } }],
      "maxAge says nothing of what may not",
    ],
    [[{ prefix: "/", to: "pay", cacheHeaders: { staleWhileRevalidate: "1s" } }], "need maxAge or noStore"],
    [[{ prefix: "/pay", to: "pay..x" }], "a component or one of its operations"],
    [
      [
        { prefix: "/pay", to: "a" },
        { prefix: "/", to: "c" },
        { prefix: "/pay/", to: "b" },
      ],
      "takes the same requests as route 1 (any method /pay)",
    ],
  ])("refuses %j", (input, message) => {
    expect(
      routesSchema
        .safeParse(input)
        .error?.issues.map((issue) => issue.message)
        .join("\n"),
    ).toContain(message)
  })
})

it.each([
  ["prefix", "pay", "/pay"],
  ["exact", "/pay?x=1", "/pay"],
  ["glob", "/users/*/orders#top", "/users/*/orders"],
])("a wrong %s, %s, is suggested to be %s, which is right", (rule, written, suggestion) => {
  const issues = routesSchema.safeParse([{ [rule]: written, to: "pay" }]).error?.issues ?? []
  expect(issues).toMatchObject([{ path: [0, rule], params: { mistake: { suggestion } } }])
  expect(routesSchema.safeParse([{ [rule]: suggestion, to: "pay" }]).success).toBe(true)
})

it.each([
  [[{ prefix: "/pay" }], undefined],
  [[{ prefix: "/pay" }, { prefix: "/" }], "GET /"],
  [
    [
      { prefix: "//", method: "POST" },
      { prefix: "/", method: "GET" },
    ],
    "GET /",
  ],
  [[{ prefix: "/", method: "POST" }, { prefix: "/pay" }], "POST /"],
  [[{ prefix: "/", host: "a.example" }], undefined],
  [[{ headers: { x: "1" } }], undefined],
])("a request without a name meets the routes %j as %s", (written, name) => {
  const read = routesSchema.parse(written.map((route) => ({ ...route, to: "web" })))
  expect(anyRequest(read)).toBe(name)
  if (name !== undefined) expect(routeFor(name, read, byIngress)).toBeGreaterThanOrEqual(0)
})
