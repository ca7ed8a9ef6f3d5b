import { expect, it } from "vitest"
import { headers, host, hostPattern } from "../../../components/kit/request-fields.ts"

const messages = (result: {
  error?: { issues: readonly { message: string; path: readonly unknown[] }[] } | undefined
}) => result.error?.issues.map(({ message, path }) => [...path, message].join(": ")).join("\n") ?? ""

it.each([
  ["Shop.Example", "shop.example"],
  ["localhost", "localhost"],
  ["10.0.0.1", "10.0.0.1"],
])("reads the host %s", (text, read) => {
  expect([host().parse(text), hostPattern().parse(text)]).toEqual([read, read])
})

it.each(["", "a..b", "-a.example", "a.example:80", "http://a.example", "*.example", "*", "*a.example", "a *.b"])(
  "refuses the host %j",
  (text) => {
    expect(messages(host().safeParse(text))).toContain("expected a host name such as shop.example, found")
  },
)

it("takes a star for the labels before", () => {
  expect(hostPattern().parse("*.Example")).toBe("*.example")
  for (const text of ["*", "*.", "a.*", "*.*.b"])
    expect(messages(hostPattern().safeParse(text))).toContain("shop.example or *.example")
})

it("reads headers by names in lower case", () => {
  expect(headers().parse({ "X-Canary": 1, beta: true, version: "v1" })).toEqual({
    "x-canary": "1",
    beta: "true",
    version: "v1",
  })
})

it.each([
  [{}, "expected 1 to 16 headers, found 0"],
  [Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`h${index}`, 1])), "found 17"],
  [["x"], "expected headers by name"],
  ["x=1", "expected headers by name"],
  [{ host: "a.example" }, "host: the host has a place of its own"],
  [{ "x y": 1 }, "x y: expected the name of a header"],
  [{ x: "a b" }, "x: expected a value without blanks"],
  [{ x: "" }, "x: expected a value without blanks"],
  [{ x: [1] }, "x: expected the value of x, found a list"],
])("refuses %j", (input, message) => {
  expect(messages(headers().safeParse(input))).toContain(message)
})
