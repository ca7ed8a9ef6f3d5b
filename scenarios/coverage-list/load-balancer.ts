import { balancerProducts } from "./balancer-products.ts"
import type { Check, Leaf } from "./leaf.ts"

const tests = "test/components/load-balancing"

const strategy = (kind: string) => `components.balancer.strategy=${kind}`
const sticky = (kind: string) => `components.proxy.strategy=${kind}`

/** Far less waiting than with each server in turn, where one of four is three times slower. */
const againstTurns = (kind: string): Check => ({
  option: kind,
  scenario: "uneven-servers",
  with: [strategy(kind)],
  without: [strategy("round-robin")],
  metric: "components.search.queueLength.max",
  direction: "lower",
  least: { times: 15 },
  why: "in turns the slow server gets twice what it can do, and its line grows to the end of the run",
  test: `${tests}/${kind}.test.ts`,
})

/** Less of the slow server than by counting calls alone. */
const againstCounting = (kind: string): Check => ({
  ...againstTurns(kind),
  without: [strategy("least-connections")],
  metric: "components.search.serviceMs.mean",
  least: { times: 1.03 },
  why: "response times tell the slow server from others that are as busy, which calls in flight do not",
})

/** A key that comes back to the same cache is found there. */
const keepsKeys = (kind: string): Check => ({
  option: kind,
  scenario: "sticky-cache",
  with: [sticky(kind)],
  without: [sticky("round-robin")],
  metric: "components.memory.counters.misses",
  direction: "lower",
  least: { times: 1.4 },
  why: "in turns each of the four caches has to learn every key; here one of them does",
  test: `${tests}/${kind}.test.ts`,
})

const turns = (balance: string) => `policies."gate -> quotes".balance=${balance}`

/** Two ways to lay a heavy server's turns, where requests come as evenly as can be. */
const modes = (
  one: string,
  other: string,
  rest: Pick<Check, "settings" | "least" | "why"> & Partial<Check>,
): Check => ({
  option: "weighted-round-robin",
  scenario: "weights",
  with: [turns(`{ kind: weighted-round-robin, mode: ${one} }`)],
  without: [turns(`{ kind: weighted-round-robin, mode: ${other} }`)],
  metric: "components.quotes.waitMs.mean",
  direction: "lower",
  test: `${tests}/weighted-round-robin.test.ts`,
  ...rest,
})

const fourServers = [
  "components.quotes.replicas=4",
  "components.quotes.weights=[4, 3, 2, 1]",
  "components.quotes.speeds=[4, 3, 2, 1]",
  "load.visitors.open=constant 900/s",
]

const handshakes = {
  option: "load-balancer.tls",
  scenario: "tls-handshakes",
  metric: "load.phones.latencyMs.mean",
  test: "test/components/kit/tls.test.ts",
} as const

export const loadBalancer: readonly Leaf[] = [
  {
    id: "lb.round-robin",
    checks: [
      {
        option: "round-robin",
        scenario: "turns",
        with: [],
        without: [strategy("random")],
        metric: "components.quotes.waitMs.mean",
        direction: "lower",
        least: { times: 3 },
        why: "every eighth of Poisson arrivals is far more even than a random eighth",
        test: `${tests}/round-robin.test.ts`,
      },
    ],
  },
  {
    id: "lb.weighted-round-robin",
    checks: [
      {
        option: "weighted-round-robin",
        scenario: "weights",
        with: [],
        without: [turns("round-robin")],
        metric: "components.quotes.queueLength.max",
        direction: "lower",
        least: { times: 100 },
        why: "in equal turns a slow server gets 200 requests a second and can do 100: its line grows to the end of the run",
        test: `${tests}/weighted-round-robin.test.ts`,
      },
      modes("nginx-smooth", "block", {
        settings: fourServers,
        least: { times: 4 },
        why: "four requests in a row, 1.1 ms apart, wait for a server that needs 2.5 ms; in smooth turns hardly two meet",
      }),
      modes("earliest-deadline-first", "block", {
        settings: fourServers,
        metric: "components.quotes.queueLength.max",
        least: { times: 2 },
        why: "deadlines 4:3:2:1 give abcabadcba, turns as far apart as may be, and blocks aaaabbbccd",
      }),
      modes("nginx-smooth", "earliest-deadline-first", {
        least: { times: 1.3 },
        why: "5:1:1 is aabacaa, four in a row over the turn of a round, and by deadlines aaaabca, five in a row",
      }),
      {
        option: "least-request",
        scenario: "weights",
        settings: [turns("least-request")],
        with: [],
        without: ["components.quotes.weights=[1]"],
        metric: "components.quotes.queueLength.max",
        direction: "lower",
        least: { times: 50 },
        why: "with equal weights the slow servers are two of three that are drawn, with unequal ones turns go by weight over calls in flight",
        test: `${tests}/least-request.test.ts`,
      },
    ],
  },
  {
    id: "lb.l4",
    checks: [
      {
        option: "load-balancer.layer",
        scenario: "pinned-connections",
        with: ["components.balancer.layer=l4"],
        without: [],
        metric: "components.quotes.queueLength.max",
        direction: "higher",
        least: { by: 30 },
        why: "three connections reach three of ten pods at most, which are nine tenths busy or, where two meet, can do no more",
        test: "test/components/client-stack/flows.test.ts",
      },
    ],
  },
  {
    id: "lb.l7",
    checks: [
      {
        option: "load-balancer.layer",
        scenario: "pinned-connections",
        with: ["components.balancer.layer=l7"],
        without: ["components.balancer.layer=l4"],
        metric: "components.quotes.queueLength.max",
        direction: "lower",
        least: { times: 5 },
        why: "each request of a connection goes to a pod of its own",
        test: "test/components/client-stack/flows.test.ts",
      },
      {
        ...handshakes,
        with: ["components.edge.tls={ certificate: rsa-2048 }"],
        without: ["components.edge.tls={ certificate: ecdsa-p256 }"],
        direction: "higher",
        least: { by: 3 },
        why: "600 RSA signatures a second keep a core four fifths busy, at 1.3 ms each; with ECDSA it is a fifth",
      },
      {
        ...handshakes,
        with: ["components.edge.tls={ certificate: rsa-2048, resumption: 80% }"],
        without: ["components.edge.tls={ certificate: rsa-2048 }"],
        direction: "lower",
        least: { by: 3 },
        why: "four of five sessions go on without a signature",
      },
    ],
  },
  { id: "lb.least-connections", checks: [againstTurns("least-connections")] },
  {
    id: "lb.ip-hash",
    checks: [
      keepsKeys("ip-hash"),
      {
        option: "ip-hash",
        scenario: "sticky-cache",
        with: [sticky("{ kind: ip-hash, addresses: sequential }")],
        without: [sticky("hash")],
        metric: "components.memory.waitMs.mean",
        direction: "higher",
        least: { times: 1.2 },
        why: "everybody behind one office network is one to it: the popular keys share a cache",
        test: `${tests}/ip-hash.test.ts`,
      },
    ],
  },
  { id: "lb.least-response-time", checks: [againstTurns("least-time"), againstCounting("least-time")] },
  {
    id: "lb.random",
    checks: [
      {
        option: "random",
        scenario: "in-step",
        with: ['policies."collectors -> intake".balance=random'],
        without: [],
        metric: "load.collectors.latencyMs.mean",
        direction: "lower",
        least: { times: 2 },
        why: "callers that take turns in step all come to one server; by chance they find all four",
        test: `${tests}/random.test.ts`,
      },
    ],
  },
  {
    id: "lb.power-of-two-choices",
    checks: [
      {
        ...againstTurns("power-of-choices"),
        without: [strategy("random")],
        why: "by chance alone the slow server gets a quarter, twice what it can do; the busier of two is left out",
      },
    ],
  },
  { id: "lb.consistent-hash", checks: [keepsKeys("consistent-hash")] },
  {
    id: "lb.maglev",
    checks: [
      keepsKeys("maglev"),
      {
        option: "maglev",
        scenario: "turns",
        settings: ["load.visitors.keys=uniform n=1000000", "load.visitors.open=poisson 600/s"],
        with: [strategy("maglev")],
        without: [strategy("{ kind: consistent-hash, size: 10 }")],
        metric: "components.quotes.queueLength.max",
        direction: "lower",
        least: { times: 1.5 },
        why: "its shares are equal; on a ring of 10 points a server the busiest gets far more than an eighth, and more than it can do",
        test: `${tests}/maglev.test.ts`,
      },
    ],
  },
  { id: "lb.peak-ewma", checks: [againstTurns("peak-ewma"), againstCounting("peak-ewma")] },
  ...balancerProducts,
]
