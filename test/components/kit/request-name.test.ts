import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { requestName, requestNamed } from "../../../components/kit/request-name.ts"

describe("the name of a request", () => {
  it.each([
    [{ method: "POST", path: "/pay" }, "POST /pay"],
    [{ method: "GET", path: "/", host: "a.example" }, "GET / host=a.example"],
    [
      { method: "GET", path: "/a", headers: { "x-b": "2", "x-a": "1=0" }, host: "a.example" },
      "GET /a host=a.example x-a=1=0 x-b=2",
    ],
  ])("of %j is %s", (parts, name) => {
    expect(requestName(parts)).toBe(name)
  })

  it("says all that it was made of", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,5}$/)
    const header = word.filter((name) => name !== "host")
    const parts = fc.record({
      method: fc.constantFrom("GET", "POST"),
      path: fc.array(word, { maxLength: 3 }).map((segments) => `/${segments.join("/")}`),
      host: fc.option(word, { nil: undefined }),
      headers: fc.dictionary(header, fc.stringMatching(/^[!-~]{1,6}$/), { maxKeys: 3 }),
    })
    fc.assert(
      fc.property(parts, ({ method, path, host, headers }) => {
        const read = requestNamed(requestName({ method, path, host, headers }))
        expect({ ...read, headers: Object.fromEntries(read.headers) }).toEqual({
          method,
          path,
          segments: path.split("/").filter((segment) => segment !== ""),
          host,
          headers: { ...headers },
        })
      }),
    )
  })

  it("is a path where it is that of an operation", () => {
    const bare = { host: undefined, headers: new Map() }
    expect(requestNamed("POST /a/b?c=/d")).toEqual({ method: "POST", path: "/a/b", segments: ["a", "b"], ...bare })
    expect(requestNamed("read all")).toEqual({ method: "GET", path: "/read all", segments: ["read all"], ...bare })
  })
})
