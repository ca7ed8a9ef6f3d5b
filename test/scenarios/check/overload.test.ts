import { describe, expect, it } from "vitest"
import { readScenario } from "../../../scenarios/read.ts"

const components = `
  pay: { kind: service, replicas: 3, concurrency: 16, operations: { charge: [{ work: exponential 8ms }, { call: ledger }] } }
  ledger: { kind: database, pool: 40, operations: { insert: [{ work: 4ms }] } }`

/** The warnings of a scenario whose client sends `load`. */
function warnings(load: string, more = components): readonly string[] {
  const { plan, problems } = readScenario(`name: x
run: { duration: 10s }
components:
  shop: { kind: client }${more}
load: { shop: { ${load} } }
`)
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([])
  expect(plan).toBeDefined()
  return problems.map(({ message }) => message)
}

describe("the warning of overload", () => {
  it("has the arithmetic", () => {
    // 3 × 16 / 8 ms = 6,000/s, and the ledger's 40 / 4 ms = 10,000/s is enough.
    expect(warnings("open: poisson 6000/s, to: pay")).toEqual([])
    expect(warnings("open: poisson 6500/s, to: pay")).toEqual([
      '"pay" can do 3 × 16 slots / 8ms = 6,000/s, offered at least 6,500/s',
    ])
  })

  it("says nothing of what cannot get there", () => {
    // pay passes on 6,000/s of its 50,000/s; that is no more than the ledger can do.
    expect(warnings("open: poisson 50000/s, to: pay")).toHaveLength(1)
  })

  it("knows the shares of classes and routes", () => {
    const gateway = `
  gw: { kind: gateway, routes: [{ prefix: /pay, to: pay }, { prefix: /, to: page }] }
  page: { kind: service, concurrency: 1, operations: { show: [{ work: 1ms }] } }${components}`
    const mix = (share: string) =>
      `open: poisson 2000/s, to: gw, mix: { a: { share: ${share}, path: /pay/now }, b: { share: 40%, path: /home } }`
    expect(warnings(mix("60%"), gateway)).toEqual([])
    // 40 of 64 parts of 2,000/s are 1,250/s; one slot of 1 ms can do 1,000/s.
    expect(warnings(mix("24%"), gateway)).toEqual(['"page" can do 1 slot / 1ms = 1,000/s, offered at least 1,250/s'])
  })

  it("follows a load balancer, parallel branches, copies, chances and loops", () => {
    const service = (steps: string) => `
  lb: { kind: load-balancer, to: api }
  api: { kind: service, operations: { get: [${steps}] } }
  leaf: { kind: service, concurrency: 1, operations: { get: [{ work: 1ms }] } }`
    const offered = (steps: string) => warnings("open: constant 500/s, to: lb", service(steps)).join()
    expect(offered("{ call: leaf }")).toBe("")
    expect(offered("{ parallel: [{ call: leaf }, { call: leaf }], count: 2 }")).toContain("2,000/s")
    expect(
      offered(
        "{ choose: [{ weight: 3, steps: [{ call: leaf }, { call: leaf }, { call: leaf }, { call: leaf }] }, { steps: [{ work: 1ms }] }] }",
      ),
    ).toContain("1,500/s")
    expect(offered("{ repeat: { times: 3, steps: [{ call: leaf }] } }")).toContain("1,500/s")
    expect(offered("{ repeat: { again: 75%, steps: [{ call: leaf }] } }")).toContain("2,000/s")
    // What fails before the call, and what a cache may answer, does not count.
    expect(offered("{ fail: 60% }, { repeat: { times: 5, steps: [{ call: leaf }] } }")).toBe("")
    expect(offered("{ repeat: { times: 5, steps: [{ fail: 50% }, { call: leaf }] } }")).toBe("")
    expect(
      offered("{ call: { to: leaf, detached: true } }, { call: { to: leaf, detached: true } }, { call: leaf }"),
    ).toContain("1,500/s")
  })

  it("leaves out what a cache may answer", () => {
    const aside = `
  api: { kind: service, operations: { get: [{ cache-aside: { cache: memory, load: [{ call: leaf }] } }] } }
  memory: { kind: cache }
  leaf: { kind: service, concurrency: 1, operations: { get: [{ work: 10ms }] } }`
    expect(warnings("open: poisson 500/s, to: api", aside)).toEqual([])
    // A cache of one thread and 14 us can do 71,400/s.
    expect(warnings("open: poisson 80000/s, to: api", aside)).toEqual([
      '"memory" can do 1 slot / 14us = 71,400/s, offered at least 80,000/s',
    ])
  })

  it("holds slots for work and waits, and cores for work alone", () => {
    const api = (more: string) => `
  api: { kind: service, concurrency: 100, cpu: { cores: 2 }, operations: { get: [{ work: 1ms }, { wait: 49ms }${more}] } }`
    // 100 / 50 ms and 2 / 1 ms are both 2,000/s; with more work the cores are the first to end.
    expect(warnings("open: poisson 2000/s, to: api", api(""))).toEqual([])
    expect(warnings("open: poisson 1900/s, to: api", api(", { parallel: [{ work: 1ms }, { work: 1ms }] }"))).toEqual([
      '"api" can do 2 cores / 3ms = 667/s, offered at least 1,900/s',
    ])
  })

  it("lets no more past a rate limit than it does", () => {
    const limited = (more: string) => `
  gw: { kind: gateway, limits: [{ kind: token-bucket, rate: 900/s, burst: 10 }], routes: [{ prefix: /, to: api }]${more} }
  api: { kind: service, concurrency: 1, operations: { get: [{ work: 1ms }] } }`
    expect(warnings("open: poisson 5000/s, to: gw", limited(""))).toEqual([])
    expect(warnings("open: poisson 5000/s, to: gw", limited(", replicas: 2"))).toHaveLength(1)
  })

  it("counts every replica of a client, and no closed load", () => {
    const clients = `
  many: { kind: client, replicas: 4 }
  api: { kind: service, concurrency: 1, operations: { get: [{ work: 1ms }] } }`
    const both = "open: poisson 1/s, to: api }, many: { open: poisson 300/s, to: api"
    expect(warnings(both, clients)).toEqual(['"api" can do 1 slot / 1ms = 1,000/s, offered at least 1,200/s'])
    expect(warnings("closed: { clients: 5000, think: 1ms }, to: api", `\n${clients.split("\n")[2]}`)).toEqual([])
  })

  it("comes to an end where calls go round by chance", () => {
    const round = (again: string) => `
  api: { kind: service, concurrency: 1, operations: { get: [{ work: 1ms }, { choose: [{ weight: ${again}, steps: [{ call: api }] }, { steps: [{ work: 1ms }] }] }] } }`
    // Each request brings one more with chance 1/2, so 300/s become 600/s.
    expect(warnings("open: poisson 300/s, to: api", round("1"))).toEqual([])
    const [warning] = warnings("open: poisson 400/s, to: api", round("1"))
    expect(warning).toBe('"api" can do 1 slot / 1.5ms = 667/s, offered at least 733/s')
  })
})
