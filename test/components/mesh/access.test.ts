import { describe, expect, it } from "vitest"
import { mayEnter, ruleToAsk } from "../../../components/mesh/access.ts"
import type { AccessRule } from "../../../components/mesh/parameters.ts"
import { outcomesOf, problemsOf, reportOf } from "./support.ts"

const rule = (action: AccessRule["action"], to: string, from?: string, operation?: string): AccessRule => ({
  action,
  to: [to],
  from: from === undefined ? undefined : [from],
  operations: operation === undefined ? undefined : [operation],
  provider: action === "custom" ? { refersTo: "operation", component: "judge", operation: undefined } : undefined,
})

/** `web -> pay.charge`; `? -> pay.charge` has no certificate. */
function enters(access: readonly AccessRule[], call: string, accessOrder: "deny-first" | "most-exact" = "deny-first") {
  const [from = "", to = ""] = call.split(" -> ")
  const [member = "", operation = ""] = to.split(".")
  return mayEnter({ access, accessOrder }, { member, from: from === "?" ? undefined : from, operation })
}

// Istio, AuthorizationPolicy: deny that fits → no; no allow for the workload → yes; allow that fits → yes; else no.
const istio: readonly (readonly [access: readonly AccessRule[], call: string, expected: boolean])[] = [
  [[], "? -> pay.charge", true],
  [[rule("deny", "pay", "web")], "web -> pay.charge", false],
  [[rule("deny", "pay", "web")], "shop -> pay.charge", true],
  [[rule("allow", "pay", "web")], "web -> pay.charge", true],
  [[rule("allow", "pay", "web")], "shop -> pay.charge", false],
  [[rule("allow", "pay", "web")], "shop -> ledger.insert", true],
  [[rule("allow", "pay", "web"), rule("deny", "pay", "web", "refund")], "web -> pay.refund", false],
  [[rule("allow", "pay", "web"), rule("deny", "pay", "web", "refund")], "web -> pay.charge", true],
  [[rule("allow", "p*", "w*")], "web -> pay.charge", true],
  // Who shows no certificate is nobody: neither `*` nor a deny by name fits.
  [[rule("allow", "pay", "*")], "? -> pay.charge", false],
  [[rule("deny", "pay", "*")], "? -> pay.charge", true],
  [[rule("allow", "pay", undefined, "quote")], "? -> pay.quote", true],
  [[rule("allow", "pay", undefined, "quote")], "? -> pay.charge", false],
]

// Consul, service intentions: exact before wildcard, the destination first.
const consul: readonly (readonly [access: readonly AccessRule[], call: string, expected: boolean])[] = [
  [[], "web -> pay.charge", true],
  [[rule("deny", "*", "*"), rule("allow", "pay", "web")], "web -> pay.charge", true],
  [[rule("deny", "*", "*"), rule("allow", "pay", "web")], "shop -> pay.charge", false],
  [[rule("allow", "pay", "*"), rule("deny", "*", "web")], "web -> pay.charge", true],
  [[rule("allow", "pay", "*"), rule("deny", "pay", "web")], "web -> pay.charge", false],
  [[rule("allow", "pay", "web"), rule("deny", "pay", "web")], "web -> pay.charge", false],
  [[rule("allow", "pay", "web")], "shop -> pay.charge", true],
]

describe("access", () => {
  it.each(istio)("deny first: %j %s", (access, call, expected) => {
    expect(enters(access, call)).toBe(expected)
  })

  it.each(consul)("most exact: %j %s", (access, call, expected) => {
    expect(enters(access, call, "most-exact")).toBe(expected)
  })

  it("tells the orders apart: an exact allow within a general deny", () => {
    const access = [rule("deny", "*", "*"), rule("allow", "pay", "web")]
    expect(enters(access, "web -> pay.charge", "deny-first")).toBe(false)
    expect(enters(access, "web -> pay.charge", "most-exact")).toBe(true)
  })
})

const estate = (access: string, judge = "[{ work: 1ms }]", members = "[web, pay]") => `
run: { duration: 10s }
components:
  shop: { kind: client }
  web: { kind: service, operations: { buy: [{ call: pay.charge }], ask: [{ call: pay.quote }] } }
  pay: { kind: service, operations: { charge: [{ wait: 5ms }], quote: [{ wait: 5ms }] } }
  judge: { kind: service, operations: { check: ${judge} } }
  mesh: { kind: mesh, members: ${members}, access: ${access} }
load:
  shop: { open: constant 100/s, mix: { buy: { to: web.buy }, ask: { to: web.ask } } }
`

describe("custom rules", () => {
  it("are found by their place, the first that fits", () => {
    const access = [rule("deny", "pay"), rule("custom", "pay", "shop"), rule("custom", "pay")]
    const asked = (from: string | undefined) => ruleToAsk({ access }, { member: "pay", from, operation: "charge" })
    expect(asked("shop")).toBe(1)
    expect(asked(undefined)).toBe(2)
    expect(ruleToAsk({ access }, { member: "web", from: "shop", operation: "buy" })).toBe(-1)
  })

  it("ask somebody about the requests that fit, who refuses by failing", () => {
    const access = "[{ action: custom, to: [pay], operations: [charge], provider: judge.check }]"
    const report = reportOf(estate(access, "[{ work: 1ms }, { fail: 40% }]"))
    const asked = report.links["pay-sidecar -> judge"]
    const { buy, ask } = report.load.shop?.operations ?? {}
    // A request in flight at the end has not been asked about.
    expect(Math.abs((asked?.calls ?? 0) - (buy?.offered ?? 0))).toBeLessThanOrEqual(1)
    const { rejected } = outcomesOf(report, "web-sidecar -> pay-sidecar")
    expect(rejected).toBe(asked?.outcomes.error)
    expect(rejected).toBeGreaterThan(0.3 * (buy?.completed ?? 0))
    expect(ask?.outcomes.error).toBeUndefined()
    expect(ask?.latencyMs.max).toBeLessThan(7)
    expect(buy?.latencyMs.max).toBeGreaterThanOrEqual(6)
  })

  it("come before those that deny, and ask nobody about questions to the provider itself", () => {
    const access = '[{ action: deny, to: [pay] }, { action: custom, to: ["*"], provider: judge.check }]'
    const report = reportOf(estate(access, "[{ work: 1ms }]", "[web, pay, judge]"))
    expect(report.links["pay-sidecar -> judge-sidecar"]?.calls).toBeGreaterThan(900)
    expect(report.links["judge-sidecar -> judge-sidecar"]).toBeUndefined()
    expect(report.load.shop?.succeeded).toBe(0)
  })

  it.each([
    ["[{ action: custom, to: [pay] }]", "E-parameter-conflict", "components.mesh.access.0.action"],
    ["[{ action: allow, to: [pay], provider: judge }]", "E-parameter-conflict", "components.mesh.access.0.action"],
    ["[{ action: custom, to: [pay], provider: jugde.check }]", "E-unknown-node", "components.mesh.access.0.provider"],
    ["[{ action: custom, to: [pay], provider: judge.chek }]", "E-unknown-node", "components.mesh.access.0.provider"],
  ])("%s is refused: %s at %s", (access, code, path) => {
    expect(problemsOf(estate(access)).map((problem) => [problem.code, problem.path.join(".")])).toEqual([[code, path]])
  })
})

const changing = (changes: string, mesh = "") => `
run: { duration: 20s }
components:
  shop: { kind: client }
  stranger: { kind: client }
  web: { kind: service, operations: { buy: [{ call: pay.charge }] } }
  pay: { kind: service, replicas: 10, operations: { charge: [{ work: 1ms }] } }
  mesh: { kind: mesh, members: [web, pay], ${mesh} changes: ${changes} }
load:
  shop: { open: constant 100/s, to: web.buy }
  stranger: { open: constant 10/s, to: pay.charge }
`

describe("changes", () => {
  it("get to sidecars when they have been told, one after the other", () => {
    const deny = "[{ at: 10s, access: [{ action: deny, to: [pay], from: [web] }] }]"
    const rejected = (mesh: string) =>
      outcomesOf(reportOf(changing(deny, mesh)), "web-sidecar -> pay-sidecar").rejected ?? 0
    // A tenth of a second of quiet, then each sidecar.
    expect(rejected("push: { work: 0ms },")).toBe(990)
    // Eleven sidecars one by one, a second each: on the average six of ten seconds late, by tenths of 100 a second.
    const slow = rejected("policy: { balance: round-robin }, push: { work: 1s, atOnce: 1 },")
    expect(slow).toBeGreaterThan(250)
    expect(slow).toBeLessThan(550)
  })

  it("hold until the next, each for what it says", () => {
    const changes = `[
      { at: 5s, access: [{ action: deny, to: [pay], from: [web] }] },
      { at: 10s, access: [] },
      { at: 15s, mtls: strict }]`
    const report = reportOf(changing(changes, "push: { quiet: 1ns, work: 0ms },"))
    // Denied from 5 s to 10 s, allowed until 15 s, when strangers and the shop come to be refused.
    expect(outcomesOf(report, "web-sidecar -> pay-sidecar")).toEqual({ ok: 1000, rejected: 500 })
    expect(outcomesOf(report, "stranger -> pay-sidecar")).toEqual({ ok: 150, refused: 50 })
    expect(outcomesOf(report, "shop -> web-sidecar")).toMatchObject({ ok: 1000, refused: 500 })
  })

  it.each([
    ["[{ at: 1s }]", "components.mesh.changes.0"],
    ["[{ at: 2s, mtls: strict }, { at: 2s, mtls: permissive }]", "components.mesh.changes.1.at"],
    ["[{ at: 1s, access: [{ action: custom, to: [pay], provider: pay.charge }] }]", "components.mesh.changes.0.access"],
  ])("%s is refused at %s", (changes, path) => {
    expect(problemsOf(changing(changes)).map((problem) => [problem.code, problem.path.join(".")])).toEqual([
      ["E-parameter-conflict", path],
    ])
  })

  it("of mtls go with mtls", () => {
    const problems = problemsOf(changing("[{ at: 1s, mtls: strict }]", "mtls: off,"))
    expect(problems.map(({ path }) => path.join("."))).toEqual(["components.mesh.changes.0.mtls"])
  })
})
