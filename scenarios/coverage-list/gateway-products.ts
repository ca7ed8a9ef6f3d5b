import type { Check, Leaf } from "./leaf.ts"

/** One gateway under the same load as two products. */
const product = (
  one: string,
  other: string,
  rest: Omit<Check, "option" | "scenario" | "with" | "without" | "test">,
): Check => ({
  option: one,
  scenario: "gateway-products",
  with: [`components.gate.profile=${one}`],
  without: [`components.gate.profile=${other}`],
  test: "test/components/gateway/profiles.test.ts",
  ...rest,
})
/** 1,600 requests a second, each of which takes a second and a half. */
const slow = [
  "run.warmup=0s",
  "components.catalogue.operations={ item: [{ wait: 1500ms }] }",
  "components.gate.plugins=[]",
]
const flood = ["run.duration=2s", "run.warmup=0s", "load.web.open=constant 20000/s", "components.gate.plugins=[]"]

/** Some requests are 10 MB, which a plug-in reads and writes anew in 49 ms. */
const uploads = [
  "run.duration=4s",
  "load.web.open=poisson 800/s",
  "components.gate.plugins=[{ kind: request-transformer }]",
  "load.web.mix={ item: { share: 83%, path: /items/7 }, upload: { share: 7%, method: POST, path: /items/7, bytes: 10MB }, beta: { share: 10%, path: /items/7, host: beta.example } }",
]

export const gatewayProducts: readonly Leaf[] = [
  {
    id: "gateway.kong",
    checks: [
      product("kong-3.10", "nginx-1.31", {
        metric: "load.web.succeeded",
        direction: "higher",
        least: { times: 1.2 },
        why: "bad tokens, a quarter, are refused before the limit (1450 before 910), and after it in nginx's phases",
      }),
      product("kong-3.10", "envoy-1.31", {
        settings: slow,
        metric: "load.web.succeeded",
        direction: "higher",
        least: { times: 1.5 },
        why: "16384 connections hold all 2,400 requests, where Envoy's breaker lets 1024 through, or 683 a second",
      }),
    ],
  },
  {
    id: "gateway.aws",
    checks: [
      product("aws-api-gateway", "traefik-3", {
        settings: flood,
        metric: "load.web.succeeded",
        direction: "lower",
        least: { times: 1.4 },
        why: "of 40,000 in two seconds an account's bucket has 10,000 a second and 5,000 saved up",
      }),
    ],
  },
  {
    id: "gateway.nginx",
    checks: [
      product("nginx-1.31", "traefik-3", {
        settings: slow,
        metric: "load.web.succeeded",
        direction: "lower",
        least: { times: 4 },
        why: "of 2,400 at once 256 find a pair of its 512 connections, and the others no line",
      }),
    ],
  },
  {
    id: "gateway.envoy",
    checks: [
      product("envoy-1.31", "kong-3.10", {
        settings: slow,
        metric: "components.gate.queueLength.max",
        direction: "higher",
        least: { by: 500 },
        why: "beyond 1024 requests 1024 wait for an upstream, where Kong passes on 16384 at once",
      }),
    ],
  },
  {
    id: "gateway.traefik",
    checks: [
      product("traefik-3", "envoy-1.31", {
        settings: uploads,
        metric: "load.web.operations.item.latencyMs.mean",
        direction: "lower",
        least: { by: 1 },
        why: "uploads of 50 ms of work hold one of four workers each, where goroutines share the cores with them",
      }),
    ],
  },
]
