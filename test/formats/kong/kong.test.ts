import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"
import { importKong, readKong } from "../../../formats/kong/kong.ts"
import { formatScenario } from "../../../scenarios/format/format.ts"
import { readScenario } from "../../../scenarios/read.ts"

const guide = readFileSync(new URL("guide.yaml", import.meta.url), "utf8")
const library = readFileSync(new URL("../../../scenarios/library/kong-import.yaml", import.meta.url), "utf8")

/** The scenario as data, and the codes of what was said. */
function scenarioOf(text: string) {
  const imported = importKong(text)
  expect(imported.problems.filter(({ severity }) => severity === "error")).toEqual([])
  const scenario = imported.text ?? ""
  expect(readScenario(scenario).problems).toEqual([])
  // What stands in two places is written twice.
  expect(scenario).not.toMatch(/[&*]a\d/)
  const { components, load, policies } = parse(scenario)
  return { components, load, policies, codes: imported.problems.map(({ code }) => code), said: imported.problems }
}

const service = (more: string, rest = "") => `_format_version: "3.0"
services:
  - name: users
    url: http://users:8080
    ${more}
${rest}`

describe("the guide's file (acceptance fact A15)", () => {
  const { file, problems } = readKong(guide)

  test("service http user-service:8080, 5 retries, 60 s each", () => {
    expect(file?.services).toHaveLength(1)
    expect(file?.services[0]).toMatchObject({
      name: "user-service",
      protocol: "http",
      host: "user-service",
      port: 8080,
      retries: 5,
      connect_timeout: 60_000,
      write_timeout: 60_000,
      read_timeout: 60_000,
    })
  })

  test("route with prefix /api/users, whose path is stripped", () => {
    expect(file?.services[0]?.routes).toMatchObject([
      { name: "user-route", paths: ["/api/users"], strip_path: true, preserve_host: false },
    ])
  })

  test("100 a minute, counted by each node on its own (policy local): a limit without a store", () => {
    expect(scenarioOf(guide).components.kong.plugins).toEqual([
      { kind: "rate-limiting", limits: [{ kind: "fixed-window", limit: 100, window: "1m", per: "key" }] },
      { kind: "jwt", preset: "kong" },
    ])
  })

  test("a warning for the missing format version, an error with --strict", () => {
    expect(problems.map(({ code, severity, line }) => ({ code, severity, line }))).toEqual([
      { code: "W-would-be-refused", severity: "warning", line: 2 },
    ])
    expect(problems[0]?.suggestion?.text).toBe('_format_version: "3.0"\n')
    expect(readKong(guide, { strict: true }).file).toBeUndefined()
    expect(importKong(guide, { strict: true }).text).toBeUndefined()
  })
})

test("the library's scenario is what is printed for the guide's file, with a question and objectives", () => {
  const { text = "" } = importKong(guide)
  const whole = library.replace(/^question: .*\n/m, "").replace(/^objectives:\n(?: {2}- .*\n)+/m, "")
  expect(whole).toBe(text)
  expect(formatScenario(text)).toEqual({ text })
})

test("retries and time-outs become the policy behind the gateway; without retries one try", () => {
  const { policies } = scenarioOf(guide)
  const on = ["timeout", "refused", "unreachable", "lost"]
  expect(policies).toEqual({
    "kong -> user-service": { timeout: "60s", retry: { attemptsMax: 6, backoff: "none", on } },
  })
  const one = scenarioOf(service("retries: 0\n    read_timeout: 1500\n    routes: [{ paths: [/u] }]"))
  expect(one.policies).toEqual({ "kong -> users": { timeout: "1500ms" } })
})

test("a route for each path, host, method and header, and a request for each", () => {
  const { components, load } = scenarioOf(
    service(
      "routes: [{ name: r, paths: [/a, '~/b$'], hosts: ['*.shop.example'], methods: [GET, POST], headers: { X-V: ['1'] } }]",
    ),
  )
  expect(components.kong.routes).toHaveLength(4)
  expect(components.kong.routes[3]).toEqual({
    exact: "/b",
    host: "*.shop.example",
    method: "POST",
    headers: { "x-v": "1" },
    to: "users.handle",
  })
  expect(load.clients.mix["r-4"]).toEqual({
    method: "POST",
    path: "/b",
    host: "any.shop.example",
    headers: { "x-v": "1" },
  })
})

test("a route by reference is a route as one below its service", () => {
  const nested = scenarioOf(service("routes: [{ name: r, paths: [/u] }]"))
  const listed = scenarioOf(service("", "routes: [{ name: r, paths: [/u], service: { name: users } }]"))
  expect({ ...listed, said: [] }).toEqual({ ...nested, said: [] })
})

test("the plug-in nearest to the route counts; other sets get gateways of their own", () => {
  const { components, load, codes } = scenarioOf(
    service(
      "routes: [{ name: a, paths: [/a] }, { name: b, paths: [/b], plugins: [{ name: rate-limiting, config: { minute: 7 } }] }]",
      "plugins: [{ name: request-transformer }, { name: rate-limiting, config: { minute: 5 } }, { name: jwt, config: { claims_to_verify: [exp] }, route: a }]",
    ),
  )
  const limitOf = (gateway: string) => components[gateway].plugins[1].limits[0].limit
  expect([limitOf("kong"), limitOf("kong-2")]).toEqual([5, 7])
  expect(components.kong.plugins[2]).toEqual({ kind: "jwt", preset: "kong", verifyExpiry: true })
  expect(components["kong-2"].plugins).toHaveLength(2)
  expect(load.clients.mix.b).toEqual({ path: "/b", to: "kong-2" })
  expect(codes).toContain("W-assumed")
})

test("counters in Redis: asked for each request, or exchanged; limits of a service are one counter", () => {
  const limits = (config: string) =>
    scenarioOf(service("routes: [{ paths: [/a] }]", `plugins: [{ name: rate-limiting, config: ${config} }]`))
  const asked = limits("{ second: 5, hour: 60, policy: redis, fault_tolerant: false, limit_by: service }")
  expect(asked.components.redis).toEqual({ kind: "cache" })
  expect(asked.components.kong.plugins[0].limits).toEqual([
    { kind: "fixed-window", limit: 5, window: "1s", store: "redis", failOpen: false },
    { kind: "fixed-window", limit: 60, window: "1h", store: "redis", failOpen: false },
  ])
  const exchanged = limits("{ minute: 5, policy: redis, sync_rate: 0.5 }")
  expect(exchanged.components.kong.plugins[0].limits[0]).toMatchObject({ per: "key", syncEvery: "500ms" })
})

test("a cache and a transformer; what Orrery has not is named in a warning", () => {
  const { components, said } = scenarioOf(
    service(
      "routes: [{ paths: [/a] }]",
      "plugins: [{ name: proxy-cache, config: { cache_ttl: 30, strategy: memory } }, { name: request-transformer }, { name: key-auth }]",
    ),
  )
  expect(components.kong.plugins).toEqual([{ kind: "response-cache", ttl: "30s" }, { kind: "request-transformer" }])
  expect(said.find(({ code }) => code === "W-not-imported")).toMatchObject({ line: 6, found: "key-auth" })
})

test.each([
  ["round-robin", { kind: "weighted-round-robin", preset: "kong" }],
  ["least-connections", { kind: "least-connections", preset: "kong" }],
  ["consistent-hashing", { kind: "consistent-hash", preset: "kong" }],
  ["latency", { kind: "peak-ewma", preset: "kong" }],
])("targets are replicas with weights, chosen by %s", (algorithm, balance) => {
  const text = `_format_version: "3.0"
services: [{ name: users, host: pool, routes: [{ paths: [/a] }] }]
upstreams: [{ name: pool, algorithm: ${algorithm}, targets: [{ target: "a:80", weight: 50 }, { target: "b:80", weight: 0 }] }]
targets: [{ target: "c:80", upstream: pool }]
consumers: [{ username: ann }, { username: bob }]
`
  const { components, policies, load } = scenarioOf(text)
  expect(components.users).toMatchObject({ replicas: 2, weights: [50, 100] })
  expect(policies["kong -> users"].balance).toEqual(balance)
  expect(load.clients.keys).toBe("uniform n=2")
})
