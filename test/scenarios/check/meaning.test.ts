import { describe, expect, it } from "vitest"
import { readScenario } from "../../../scenarios/read.ts"

/** What is not wrong: the corpus has what is. */
function codesOf(text: string): readonly string[] {
  return readScenario(`name: x\nrun: { duration: 10s }\n${text}`).problems.map(({ code }) => code)
}

const two = `components:
  shop: { kind: client }
  api: { kind: service, zone: eu, replicas: 2, operations: { get: [{ work: 1ms }], put: [{ work: 1ms }] } }
  web-1: { kind: service, zone: eu, operations: { get: [{ call: api.get }] } }
  web-2: { kind: service, operations: { get: [{ call: api.put }] } }
`
const load = "load: { shop: { open: poisson 10/s, mix: { a: { to: web-1 }, b: { to: web-2 } } } }\n"

describe("the checks of meaning accept", () => {
  it.each([
    [
      "a circle with a chance to leave it",
      `components:
  shop: { kind: client }
  api: { kind: service, operations: { get: [{ choose: [{ steps: [{ call: api }] }, { steps: [{ work: 1ms }] }] }] } }
load: { shop: { open: poisson 10/s, to: api } }`,
    ],
    [
      "a circle behind a step that may fail",
      `components:
  shop: { kind: client }
  api: { kind: service, operations: { get: [{ fail: 10% }, { call: api }] } }
load: { shop: { open: poisson 10/s, to: api } }`,
    ],
    [
      "a circle that nobody waits in",
      `components:
  shop: { kind: client }
  api: { kind: service, operations: { get: [{ call: { to: api, detached: true } }] } }
load: { shop: { open: poisson 0.001/s, to: api } }`,
    ],
    [
      "two operations of one component that call each other's component",
      `components:
  shop: { kind: client }
  a: { kind: service, operations: { one: [{ call: b.one }], two: [{ work: 1ms }] } }
  b: { kind: service, operations: { one: [{ call: a.two }] } }
load: { shop: { open: poisson 10/s, to: a.one } }`,
    ],
    [
      "a gateway that leads to two operations, one of which comes back for the other",
      `components:
  shop: { kind: client }
  gw: { kind: gateway, routes: [{ prefix: /a, to: api.a }, { prefix: /b, to: api.b }] }
  api: { kind: service, operations: { a: [{ call: gw.b }], b: [{ work: 1ms }] } }
load: { shop: { open: poisson 10/s, to: gw, mix: { a: { path: /a } } } }`,
    ],
    [
      "rules of different rank for the same calls",
      `${two}${load}policies: { "*->*": {}, "web-* -> *": {}, "web-1 -> *": {}, "web-1 -> api": {} }`,
    ],
    [
      "faults on globs, zones, replicas and links",
      `${two}${load}faults:
  - { at: 1s, do: crash, target: "web-*" }
  - { at: 1s, do: pause, target: "zone:eu" }
  - { at: 1s, for: 1s, every: 3s, do: slow, amount: 3, target: "api[1]" }
  - { mtbf: 1h, mttr: 1s, do: partition, target: "web-* -> api" }
  - { when: { metric: queue, of: api, above: 100 }, do: lose, amount: 5%, target: "* -> api" }`,
    ],
    [
      "requests without a path for a gateway that leads to several operations",
      `components:
  shop: { kind: client }
  app: { kind: service, operations: { get: [{ call: gw }, { call: gw.pay }] } }
  gw: { kind: gateway, routes: [{ prefix: /pay, to: api.pay }, { prefix: /, to: api.page }] }
  api: { kind: service, operations: { pay: [{ work: 1ms }], page: [{ work: 1ms }] } }
load: { shop: { open: poisson 10/s, to: app } }`,
    ],
    [
      "a gateway behind another that has no route for all",
      `components:
  shop: { kind: client }
  edge: { kind: gateway, routes: [{ prefix: /, to: lb }] }
  lb: { kind: load-balancer, to: gw }
  gw: { kind: gateway, routes: [{ prefix: /pay, to: api.pay }, { prefix: /page, to: api.page }] }
  api: { kind: service, operations: { pay: [{ work: 1ms }], page: [{ work: 1ms }] } }
load: { shop: { open: poisson 10/s, to: edge, mix: { a: { path: /pay/7 }, b: { path: /page } } } }`,
    ],
    [
      "a cold start with the shortest of lines, and no line without a cold start",
      `components:
  shop: { kind: client }
  api: { kind: service, coldStart: 1s, queue: { lengthMax: 1 }, operations: { get: [{ call: store }] } }
  store: { kind: database, queue: { lengthMax: 0 }, operations: { read: [{ work: 1ms }] } }
load: { shop: { open: poisson 10/s, to: api } }`,
    ],
    [
      "a call that releases its slot beside a parallel step",
      `components:
  shop: { kind: client }
  api:
    kind: service
    operations: { get: [{ call: { to: store, release: true } }, { parallel: [{ call: store }, { call: store }] }] }
  store: { kind: database, operations: { read: [{ work: 1ms }] } }
load: { shop: { open: poisson 10/s, to: api } }`,
    ],
    [
      "an operation through a balancer",
      `components:
  shop: { kind: client }
  lb: { kind: load-balancer, to: api }
  api: { kind: service, operations: { get: [{ work: 1ms }], put: [{ work: 1ms }] } }
load: { shop: { open: poisson 10/s, to: lb.put } }`,
    ],
  ])("%s", (_, text) => {
    expect(codesOf(text)).toEqual([])
  })
})

describe("the checks of meaning", () => {
  it("report rules that tie once, however many calls they fit", () => {
    expect(
      codesOf(`${two}${load}policies: { "web-* -> *": {}, "* -> web-*": {}, "*-> a*": {}, "w* -> *": {} }`),
    ).toEqual([])
    const tie = `${two}${load}policies: { "web-* -> *": {}, "web-*->*": {} }`
    expect(codesOf(tie)).toEqual(["E-rule-tie"])
  })

  it("name a circle of calls from its first to its last", () => {
    const { problems } = readScenario(`name: x
run: { duration: 10s }
components:
  shop: { kind: client }
  a: { kind: service, operations: { one: [{ call: lb.two }] } }
  lb: { kind: load-balancer, to: b }
  b: { kind: service, operations: { two: [{ parallel: [{ call: a }] }] } }
load: { shop: { open: poisson 10/s, to: a } }
`)
    expect(problems.map(({ message }) => message)).toEqual([
      "this call closes an endless circle: a.one → lb.two → b.two → a.one",
    ])
  })
})
