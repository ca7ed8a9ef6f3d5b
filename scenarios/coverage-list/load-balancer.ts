import { type Check, type Leaf, waiting } from "./leaf.ts"

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
    checks: [],
    waits: { issue: 3, missing: "weights of replicas in the document, without which most modes are the same turns" },
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
  ...waiting(3, ["lb.l4", "lb.l7", "lb.haproxy", "lb.aws-nlb", "lb.nginx", "lb.aws-alb", "lb.envoy"]),
]
