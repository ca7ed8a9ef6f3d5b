import type { Leaf } from "./leaf.ts"

const limits = "test/components/gateway/limits.test.ts"

const token = {
  option: "gateway.plugins",
  scenario: "gateway-auth",
  settings: ["run.duration=12s", "run.warmup=2s", "faults=[]"],
  test: "test/components/gateway/plugins/jwt.test.ts",
}
const jwt = (words: string) => `components.jwt-gateway.plugins=[{ kind: jwt, ${words} }]`
const oidc = (words: string) =>
  `components.introspecting-gateway.plugins=[{ kind: oidc, introspect: identity.introspect, ${words} }]`

const responses = {
  option: "gateway.plugins",
  scenario: "gateway-cache",
  settings: ["run.duration=5s", "run.warmup=2s", "load.shop.open=poisson 200/s"],
  test: "test/components/gateway/plugins/response-cache.test.ts",
}

/** The guide's file, as `orrery import kong` prints it. */
const kong = { scenario: "kong-import", test: "test/formats/kong/kong.test.ts" }

export const gateway: readonly Leaf[] = [
  {
    id: "gateway.auth.jwt",
    checks: [
      {
        ...token,
        with: [jwt("algorithm: RS256")],
        without: ["components.jwt-gateway.plugins=[]"],
        metric: "components.jwt-gateway.serviceMs.mean",
        direction: "higher",
        least: { by: 0.02 },
        why: "a signature costs tens of microseconds to verify, on top of 120 us for passing a request on",
      },
      {
        ...token,
        with: [jwt("expired: 10%")],
        without: [jwt("expired: 10%, verifyExpiry: false")],
        metric: "load.web.succeeded",
        direction: "lower",
        least: { times: 1.05 },
        why: "a tenth of the tokens is past its time",
      },
      {
        ...token,
        with: [jwt("keySet: identity.keys, refreshEvery: 10m")],
        without: [jwt("keySet: identity.keys, refreshEvery: 1s")],
        metric: "links.jwt-gateway -> identity.calls",
        direction: "lower",
        least: { by: 8 },
        why: "keys that are good for a second are fetched some ten times in ten seconds",
      },
    ],
  },
  {
    id: "gateway.auth.oidc",
    checks: [
      {
        ...token,
        with: [oidc("ttl: 60s")],
        without: ["components.introspecting-gateway.plugins=[]"],
        metric: "load.partners.latencyMs.mean",
        direction: "higher",
        least: { times: 1.1 },
        why: "for a new token the provider is asked first, on the path",
        test: "test/components/gateway/plugins/oidc.test.ts",
      },
      {
        ...token,
        with: [oidc("ttl: 60s")],
        without: [oidc("")],
        metric: "links.introspecting-gateway -> identity.calls",
        direction: "lower",
        least: { times: 2 },
        why: "of 2,000 tokens a few make most requests, and each is asked about once a minute",
        test: "test/components/gateway/plugins/oidc.test.ts",
      },
    ],
  },
  {
    id: "gateway.rate-limit.window",
    checks: [
      {
        option: "fixed-window",
        scenario: "minute-quota",
        with: [],
        without: ["components.gate.limits=[]"],
        metric: "components.search.requests",
        direction: "lower",
        least: { times: 5 },
        why: "600 a minute are asked for and 100 let through",
        test: limits,
      },
    ],
  },
  {
    id: "gateway.rate-limit.token-bucket",
    checks: [
      {
        option: "token-bucket",
        scenario: "minute-quota",
        with: ["components.gate.limits=[{ kind: token-bucket, rate: 100/m, burst: 5 }]"],
        without: [],
        metric: "load.partner.latencyMs.mean",
        direction: "lower",
        least: { times: 3 },
        why: "spread over the minute they come at a quarter of what the service can do, in its first ten seconds at 1.5 times",
        test: limits,
      },
    ],
  },
  {
    id: "gateway.lb.round-robin",
    checks: [
      {
        option: "round-robin",
        scenario: "turns",
        with: [],
        without: ['policies."gate -> stock".balance=random'],
        metric: "components.stock.waitMs.mean",
        direction: "lower",
        least: { times: 3 },
        why: "every eighth of Poisson arrivals is far more even than a random eighth",
        test: "test/components/load-balancing/round-robin.test.ts",
      },
    ],
  },
  {
    id: "gateway.lb.weighted",
    checks: [
      {
        option: "weighted-round-robin",
        scenario: "weights",
        settings: ["load.visitors.open=poisson 500/s"],
        with: [],
        without: ['policies."gate -> quotes".balance=round-robin'],
        metric: "components.quotes.queueLength.max",
        direction: "lower",
        least: { times: 20 },
        why: "in equal turns the slow servers get 167 requests a second and can do 100; by weight they get 71",
        test: "test/components/load-balancing/weighted-round-robin.test.ts",
      },
    ],
  },
  {
    id: "gateway.cache",
    checks: [
      {
        ...responses,
        with: [],
        without: ["components.gw.plugins=[]"],
        metric: "components.catalogue.requests",
        direction: "lower",
        least: { times: 2 },
        why: "popular products are asked for many times in the five seconds their page is good for",
      },
      {
        ...responses,
        with: ["components.gw.plugins=[{ kind: response-cache, ttl: 500ms }]"],
        without: ["components.gw.plugins=[{ kind: response-cache, ttl: 5s }]"],
        metric: "components.catalogue.requests",
        direction: "higher",
        least: { times: 1.5 },
        why: "a page that is good for half a second is fetched ten times as often, where it is asked for that often",
      },
    ],
  },
  {
    id: "gateway.import.kong",
    checks: [
      {
        ...kong,
        option: "fixed-window",
        with: [],
        without: ["components.kong.plugins=[{ kind: jwt, preset: kong }]"],
        metric: "components.user-service.requests",
        direction: "lower",
        least: { times: 3 },
        why: "the file lets 100 a minute through, of the 600 that are asked for",
      },
      {
        ...kong,
        option: "jwt",
        with: [],
        without: [
          "components.kong.plugins=[{ kind: rate-limiting, limits: [{ kind: fixed-window, limit: 100, window: 1m, per: key }] }]",
        ],
        metric: "components.kong.serviceMs.mean",
        direction: "higher",
        least: { by: 0.005 },
        why: "each token is verified before the limit is asked: 9 us by HS256, which the file leaves as Kong's default",
      },
    ],
  },
]
