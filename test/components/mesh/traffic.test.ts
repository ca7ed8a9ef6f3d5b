import { describe, expect, it } from "vitest"
import { outcomesOf, problemsOf, reportOf } from "./support.ts"

/** A callee whose second replica may be gone or bad. */
const estate = (mesh: string, { pay = "[{ work: 5ms }]", faults = "[]", policies = "{}" } = {}) => `
run: { duration: 20s }
components:
  shop: { kind: client }
  web: { kind: service, operations: { buy: [{ call: pay.charge }] } }
  pay: { kind: service, replicas: 4, operations: { charge: ${pay} } }
  mesh: { kind: mesh, members: [web, pay], mtls: off, ${mesh} }
load:
  shop: { open: constant 100/s, to: web.buy }
policies: ${policies}
faults: ${faults}
`
const gone = '[{ at: 5s, for: 30s, do: crash, target: "pay-sidecar[1]" }]'
const between = "web-sidecar -> pay-sidecar"

describe("traffic policies", () => {
  it("try again what was refused, at another replica", () => {
    const without = reportOf(estate("policy: { balance: round-robin }", { faults: gone }))
    expect(without.load.shop?.outcomes.error).toBeGreaterThan(300)
    const traffic = 'traffic: { "web -> pay": { retry: { attemptsMax: 2, on: [refused], backoff: none } } }'
    const retried = reportOf(estate(traffic, { faults: gone }))
    expect(retried.load.shop?.outcomes.error).toBeUndefined()
    expect(retried.links[between]?.retries).toBe(outcomesOf(retried, between).refused)
  })

  it("try again elsewhere where they are told to: otherwise a replica that refuses at once looks least busy", () => {
    const mesh = (elsewhere: boolean) =>
      estate(
        `triesElsewhere: ${elsewhere}, policy: { balance: least-request, retry: { attemptsMax: 2, on: [refused], backoff: none } }`,
        { faults: gone },
      )
    expect(reportOf(mesh(true)).load.shop?.outcomes.error).toBeUndefined()
    expect(reportOf(mesh(false)).load.shop?.outcomes.error).toBeGreaterThan(20)
  })

  it("give up after a time, which the application sees as the end of its call", () => {
    const report = reportOf(estate("policy: { timeout: 3ms }"))
    expect(outcomesOf(report, between)).toEqual({ timeout: 1999 })
    expect(outcomesOf(report, "web -> web-sidecar")).toEqual({ timeout: 1999 })
  })

  it("are apart from those of the application, which end at its sidecar", () => {
    const policies = '{ "web -> pay": { timeout: 3ms } }'
    const report = reportOf(estate("overhead: 0ms", { policies }))
    expect(outcomesOf(report, "web -> web-sidecar")).toEqual({ timeout: 1999 })
    expect(outcomesOf(report, between)).toEqual({ ok: 1999 })
  })

  it("open a breaker, and let one call in flight through", () => {
    const breaker = "policy: { breaker: { kind: thresholds, connections: 1, pending: 0, requests: 1, retries: 0 } }"
    const report = reportOf(estate(breaker, { pay: "[{ wait: 15ms }]" }))
    // One call every 20 ms, and one that comes in between.
    expect(outcomesOf(report, between)).toMatchObject({ "circuit-open": 1000 })
  })

  it("eject replicas that fail, as far as the share allows", () => {
    const outliers = (share: string) =>
      `policy: { balance: round-robin, outliers: { kind: outlier-detection, failures: 3, ejectedShareMax: ${share} } }`
    const refused = (share: string) => outcomesOf(reportOf(estate(outliers(share), { faults: gone })), between).refused
    expect(refused("50%")).toBe(3)
    expect(refused("10%")).toBeGreaterThan(300)
  })

  it("are those of the most exact rule, and of the policy for all where the rule says nothing", () => {
    const rules = 'policy: { timeout: 1ms }, traffic: { "* -> pay": { timeout: 2ms }, "web -> pay": { cancels: true } }'
    const max = (mesh: string) => reportOf(estate(mesh)).links[between]?.latencyMs.max
    expect(max(rules)).toBeCloseTo(1, 6)
    expect(max('policy: { timeout: 1ms }, traffic: { "* -> pay": { timeout: 2ms } }')).toBeCloseTo(2, 6)
  })

  it("share the budget of the mesh where they try again and have none of their own", () => {
    const budget = "retryBudget: { kind: token-bucket, deposit: 0%, tokensMax: 1 }"
    const retry = "retry: { attemptsMax: 3, on: [refused], backoff: none }"
    const retries = (traffic: string) =>
      reportOf(estate(`${budget}, traffic: { "web -> pay": ${traffic} }`, { faults: gone })).links[between]?.retries
    expect(retries(`{ ${retry} }`)).toBe(1)
    expect(retries(`{ ${retry}, budget: { kind: token-bucket, deposit: 0%, tokensMax: 5 } }`)).toBe(5)
  })

  it.each([
    ['traffic: { "web -> pai": {} }', "E-rule-selects-nothing", "components.mesh.traffic.web -> pai"],
    ['traffic: { "shop -> web": {} }', "E-rule-selects-nothing", "components.mesh.traffic.shop -> web"],
    ['traffic: { "web": {} }', "E-reference-invalid", "components.mesh.traffic.web"],
    [
      'traffic: { "web -> pay": { budget: token-bucket } }',
      "E-parameter-conflict",
      "components.mesh.traffic.web -> pay.budget",
    ],
    ["policy: { budget: token-bucket }", "E-parameter-conflict", "components.mesh.policy.budget"],
    ["policy: { health: http-check }", "E-unknown-key", "components.mesh.policy.health"],
    ["policy: { slowStart: { window: 1s } }", "E-parameter-conflict", "components.mesh.policy.slowStart"],
    ["push: { quiet: 2s, wait: 1s }", "E-parameter-conflict", "components.mesh.push.wait"],
    ["readiness: { interval: 1s, timeout: 2s }", "E-parameter-conflict", "components.mesh.readiness.timeout"],
    ["access: [{ action: deny, to: [pay], from: [web] }]", "E-parameter-conflict", "components.mesh.access.0.from"],
  ])("%s is refused: %s at %s", (mesh, code, path) => {
    expect(problemsOf(estate(mesh)).map((problem) => [problem.code, problem.path.join(".")])).toEqual([[code, path]])
  })

  it("leave no room for what the application would do to choose a replica", () => {
    const policies = '{ "web -> pay": { health: http-check, balance: random, timeout: 1s } }'
    const problems = problemsOf(estate("cores: 2", { policies }))
    expect(problems.map(({ code, path }) => [code, path.join(".")])).toEqual([
      ["E-parameter-conflict", "policies.web -> pay.health"],
      ["E-parameter-conflict", "policies.web -> pay.balance"],
    ])
  })
})
