import type { Leaf } from "./leaf.ts"

/** Everything goes to the readers, but for one route. */
const routes = (other: string) => `components.gate.routes=[{ prefix: /, to: reads.page }, ${other}]`

/** Paths that one rule takes and another does not. */
const mixed = [
  "load.visitors.open=poisson 200/s",
  "load.visitors.mix={ read: { share: 70%, path: /items/7 }, list: { share: 10%, path: /items }, old: { share: 10%, path: /items-old }, about: { share: 10%, path: /about } }",
]

const oneRoute = "components.gate.routes=[{ prefix: /, to: reads.page }]"

/** Requests that differ by more than their path. */
const hosted = {
  option: "gateway.routes",
  scenario: "routes",
  settings: [
    "load.visitors.open=poisson 200/s",
    "load.visitors.mix={ read: { share: 65%, path: /items/7 }, home: { share: 10%, path: / }, beta: { share: 10%, path: /items/7, host: beta.example }, about: { share: 5%, path: /about, host: beta.example }, canary: { share: 10%, path: /items/7, headers: { x-canary: 1 } } }",
  ],
  test: "test/components/gateway/routing/kubernetes.test.ts",
}

export const gatewayRouting: readonly Leaf[] = [
  {
    id: "gateway.routing",
    checks: [
      {
        option: "gateway.routes",
        scenario: "routes",
        with: [],
        without: [routes("{ prefix: /items, method: POST, to: orders.page }")],
        metric: "components.exports.requests",
        direction: "higher",
        least: { by: 20 },
        why: "4 exports a second come for 10 s; without the longer prefix they go where reads go",
        test: "test/components/gateway/routes.test.ts",
      },
      {
        option: "gateway.routing",
        scenario: "routes",
        settings: [...mixed, routes("{ prefix: /items, to: orders.page }")],
        with: ["components.gate.routing=kong"],
        without: ["components.gate.routing=kubernetes"],
        metric: "components.orders.requests",
        direction: "higher",
        least: { by: 100 },
        why: "20 requests a second for /items-old come for 10 s: the prefix /items takes them by letters, not by segments",
        test: "test/components/gateway/routing/kong.test.ts",
      },
      {
        option: "gateway.routes",
        scenario: "routes",
        settings: mixed,
        with: [routes("{ exact: /items, to: orders.page }")],
        without: [routes("{ prefix: /items, to: orders.page }")],
        metric: "components.orders.requests",
        direction: "lower",
        least: { times: 3 },
        why: "one request in ten asks for /items itself, seven for what is below it",
        test: "test/components/gateway/routes.test.ts",
      },
      {
        option: "gateway.routes",
        scenario: "routes",
        with: [],
        without: [routes("{ prefix: /items/export, to: exports.page }")],
        metric: "components.orders.requests",
        direction: "higher",
        least: { by: 500 },
        why: "80 posts a second come for 10 s; without a route for their method they go where reads go",
        test: "test/components/gateway/routes.test.ts",
      },
      {
        ...hosted,
        with: [routes("{ host: beta.example, to: orders.page }")],
        without: [oneRoute],
        metric: "components.orders.requests",
        direction: "higher",
        least: { by: 200 },
        why: "30 requests a second are for that host, and come for 10 s; by path all are reads",
      },
      {
        ...hosted,
        with: [routes("{ prefix: /items, headers: { x-canary: 1 }, to: orders.page }")],
        without: [oneRoute],
        metric: "components.orders.requests",
        direction: "higher",
        least: { by: 130 },
        why: "20 requests a second say that they are canaries, and come for 10 s; by path all are reads",
      },
      {
        ...hosted,
        option: "gateway.routing",
        settings: [
          ...hosted.settings,
          routes("{ host: beta.example, to: orders.page }, { prefix: /items/7, to: reads.page }"),
        ],
        with: ["components.gate.routing=traefik"],
        without: ["components.gate.routing=kong"],
        metric: "components.orders.requests",
        direction: "lower",
        least: { times: 2 },
        why: "PathPrefix(`/items/7`) is longer than Host(`beta.example`), where Kong puts the plain host first: a third is left",
        test: "test/components/gateway/routing/traefik.test.ts",
      },
    ],
  },
]
