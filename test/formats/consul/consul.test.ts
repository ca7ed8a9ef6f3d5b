import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"
import { importConsul, readConsul } from "../../../formats/consul/consul.ts"
import { durationText, parseGoDuration } from "../../../formats/consul/go-duration.ts"
import { formatScenario } from "../../../scenarios/format/format.ts"
import { readScenario } from "../../../scenarios/read.ts"

const guide = readFileSync(new URL("guide.json", import.meta.url), "utf8")
const library = readFileSync(new URL("../../../scenarios/library/consul-import.yaml", import.meta.url), "utf8")

function scenarioOf(definition: unknown) {
  const { text = "", problems } = importConsul(typeof definition === "string" ? definition : JSON.stringify(definition))
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([])
  expect(readScenario(text).problems).toEqual([])
  const { components, policies } = parse(text)
  return { components, policies, said: problems.map(({ code, path }) => `${code} ${path.join(".")}`) }
}

const checked = (check: Readonly<Record<string, unknown>>) => ({ service: { name: "users", check } })
const http = { http: "http://users/health", interval: "10s" }

test("the guide's file: user-service-1, checked every 10 s for 5 s, critical at first (acceptance fact A15)", () => {
  const { instances, problems } = readConsul(guide)
  expect(problems).toEqual([])
  expect(instances).toEqual([
    {
      name: "user-service",
      id: "user-service-1",
      at: ["service"],
      weight: 1,
      check: { probe: "interval", everyNs: 10e9, timeoutNs: 5e9, initial: "critical", fall: 1, rise: 1 },
    },
  ])
})

test("the library's scenario is what is printed for the guide's file, with a question, a fault and an objective", () => {
  const { text = "" } = importConsul(guide)
  const whole = library
    .replace(/^question: .*\n/m, "")
    .replace(/^faults:\n(?: {2}- .*\n)+/m, "")
    .replace(/^objectives:\n(?: {2}- .*\n)+/m, "")
  expect(whole).toBe(text)
  expect(formatScenario(text)).toEqual({ text })
})

test("the check is the registry's; the default time-out is 10 s, and short intervals are raised to 1 s", () => {
  const { components, said } = scenarioOf(checked({ ...http, interval: "200ms", failures_before_critical: 3 }))
  expect(components.consul.liveness).toEqual({
    kind: "check",
    preset: "consul",
    interval: "1s",
    timeout: "10s",
    fall: 3,
  })
  expect(said).toContain("W-assumed service.check.interval")
})

test.each([
  ["tcp", { tcp: "users:80", interval: "5s" }],
  ["grpc", { grpc: "users:80", interval: "5s" }],
  ["CamelCase", { TCP: "users:80", Interval: "5s", Timeout: "10s" }],
])("by %s, too", (_, check) => {
  expect(scenarioOf(checked(check)).components.consul.liveness).toMatchObject({ interval: "5s", timeout: "10s" })
})

test("a ttl is a lease, and no check is none in a run", () => {
  expect(scenarioOf(checked({ TTL: "30s" })).components.consul.liveness).toEqual({ kind: "lease", ttl: "30s" })
  expect(scenarioOf({ service: { name: "users" } }).components.consul.liveness).toMatchObject({ interval: "86400s" })
})

test("services of one name are replicas with their weights; other checks need another registry", () => {
  const { components, policies } = scenarioOf({
    services: [
      { name: "users", id: "u1", check: http, weights: { passing: 3 } },
      { name: "users", id: "u2", check: http },
      { name: "orders", checks: [{ ...http, interval: "60s" }] },
    ],
  })
  expect(components.users).toMatchObject({ replicas: 2, weights: [3, 1], register: "consul" })
  expect(policies["caller -> users"]).toMatchObject({ discovery: "consul", balance: "weighted-round-robin" })
  expect(components.orders).toMatchObject({ register: "consul-2" })
  expect(components["consul-2"].liveness).toMatchObject({ interval: "60s" })
})

test("what is left out is named at its place", () => {
  const { said } = scenarioOf({
    Service: {
      Name: "users",
      Kind: "connect-proxy",
      Weights: { Passing: 1, Warning: 1 },
      Checks: [
        { ...http, DeregisterCriticalServiceAfter: "1m", status: "warning" },
        { tcp: "u:1", interval: "1s" },
        { alias_service: "x" },
      ],
    },
  })
  expect(said.filter((text) => text.startsWith("W-not-imported")).map((text) => text.split(" ")[1])).toEqual([
    "service.kind",
    "service.weights.warning",
    "service.checks.0.deregister_critical_service_after",
    "service.checks.0.status",
    "service.checks.1",
    "service.checks.2",
  ])
})

describe("durations of Go", () => {
  test.each([
    ["10s", 10e9],
    ["1m30s", 90e9],
    ["1.5h", 5400e9],
    ["250ms", 250e6],
    ["7us", 7000],
    ["0", 0],
    ["10", undefined],
    ["-1s", undefined],
    ["1 s", undefined],
    ["", undefined],
  ])("%s", (text, ns) => {
    expect(parseGoDuration(text)).toBe(ns)
  })

  test.each([90e9, 1500e6, 7000, 3])("%d ns in a scenario", (ns) => {
    expect(parseGoDuration(durationText(ns))).toBe(ns)
  })
})
