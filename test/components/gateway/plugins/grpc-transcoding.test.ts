import { describe, expect, it } from "vitest"
import { gateway } from "../../../../components/gateway/index.ts"
import { mistakesIn, World } from "../../support/world.ts"
import { MS, tookMs, worldOf } from "../support.ts"

const KIB = 1024
const transcoding = { kind: "grpc-transcoding", cost: "100us", costPerKiB: "10us" }

function ask(names: readonly string[], plugin: object = {}, the: object = {}) {
  const { components } = worldOf({ plugins: [{ ...transcoding, ...plugin }], ...the }, { count: 0, stepNs: 0 })
  const calls = names.map((operation, index) => ({ operation, to: "gw", atNs: index * 10 * MS, bytes: 100 * KIB }))
  return new World({ components, calls }).start().run()
}

describe("grpc-transcoding", () => {
  it("works by the size of the JSON both ways", () => {
    // 1.1 ms there for 100 KiB; the service's answer of 50 KiB is one of 100 KiB in JSON: 1.1 ms back.
    const world = ask(["read"])
    expect(tookMs(world)).toEqual([1 + 1.1 + 1.1])
    expect(world.driver.answers.map(({ bytes }) => bytes)).toEqual([100 * KIB])
  })

  it("gives the service smaller messages: what works behind it has less to do", () => {
    const transformer = { kind: "request-transformer", cost: "0us", costPerKiB: "10us" }
    const plugins = (size: number) => [{ ...transcoding, size }, transformer]
    expect(tookMs(ask(["read"], {}, { plugins: plugins(0.5) }))).toEqual([3.7])
    expect(tookMs(ask(["read"], {}, { plugins: plugins(0.2) }))).toEqual([3.4])
  })

  it("lets no cache keep what it streams", () => {
    const plugins = [{ ...transcoding, streaming: ["/prices"] }, { kind: "response-cache" }]
    const world = ask(["GET /prices", "GET /prices", "GET /names", "GET /names"], {}, { plugins, order: "kong" })
    // Kong: transcoding 998 before the cache 100, so a hit costs the request's part of it.
    expect(tookMs(world)).toEqual([3.2, 3.2, 3.2, 1.1])
    expect(["cacheHits", "cacheMisses", "cacheBypasses"].map((name) => world.count(`gw.${name}`))).toEqual([1, 1, 2])
  })

  it("counts in the arithmetic of check with what is sure: both messages, whatever their size", () => {
    const asked = gateway.params.parse({ routes: [{ prefix: "/", to: "api" }], plugins: [transcoding] })
    const [slots] = gateway.capacity(asked)
    expect(slots?.holdNs("any")).toBe(200_000)
  })
})

it.each([
  [{ order: "aws" }, "plugins.0: grpc-transcoding has no place in the order of aws"],
  [{ order: "nginx" }, "plugins.0: grpc-transcoding has no place in the order of nginx"],
  [{ plugins: [{ ...transcoding, size: 0 }] }, "plugins.0.size"],
  [{ plugins: [{ ...transcoding, streaming: ["prices"] }] }, "plugins.0.streaming.0: expected a path such as /pay"],
])("refuses %j", (the, message) => {
  const text = { kind: "gateway", routes: [{ prefix: "/", to: "api" }], plugins: [transcoding], ...the }
  expect(mistakesIn(text).join("\n")).toContain(message)
})

it.each(["kong", "listed"])("is at home in the order %s", (order) => {
  expect(mistakesIn({ kind: "gateway", routes: [{ prefix: "/", to: "api" }], plugins: [transcoding], order })).toEqual(
    [],
  )
})
