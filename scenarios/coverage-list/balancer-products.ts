import type { Check, Leaf } from "./leaf.ts"

type Rest = Omit<Check, "option" | "scenario" | "with" | "without" | "test">

/** The same servers behind two products. One of the servers is down for most of the time. */
const product = (one: string, other: string, rest: Rest): Check => ({
  option: one,
  scenario: "balancer-products",
  with: [`components.balancer.profile=${one}`],
  without: [`components.balancer.profile=${other}`],
  test: "test/components/load-balancing/profiles.test.ts",
  ...rest,
})

/** The server hangs instead: it accepts connections and answers nothing. */
const hang = ['faults=[{ at: 50s, for: 90s, do: pause, target: "pages[0]" }]']
/** Nothing fails; one server is three times as fast, and weighs as much. */
const uneven = [
  "faults=[]",
  "components.pages.weights=[1, 1, 1, 3]",
  "components.pages.speeds=[1, 1, 1, 3]",
  "load.app.open=poisson 140/s",
]
/** Nothing fails, and three callers need more than three of the four servers can do. */
const busy = ["faults=[]", "load.app.open=poisson 80/s"]

const unlike = (one: string): Check =>
  product(one, "aws-nlb", {
    settings: busy,
    metric: "components.pages.queueLength.max",
    direction: "lower",
    least: { times: 10 },
    why: "requests in turns reach all four servers; three connections reach three at most, and two fill one of them",
  })

const lateChecks = "a quarter is refused until two checks, 30 s apart, have failed; a refused one is tried again here"

export const balancerProducts: readonly Leaf[] = [
  {
    id: "lb.haproxy",
    checks: [
      product("haproxy-3", "aws-alb", {
        metric: "load.app.succeeded",
        direction: "higher",
        least: { times: 1.05 },
        why: lateChecks,
      }),
      product("haproxy-3", "envoy-1.31", {
        metric: "load.app.succeeded",
        direction: "higher",
        least: { times: 1.15 },
        why: "a quarter is refused for 90 of 110 s where nobody checks and nothing is tried again",
      }),
      product("haproxy-3", "nginx-1.31", {
        settings: hang,
        metric: "load.app.succeeded",
        direction: "lower",
        least: { times: 1.15 },
        why: "its check only connects and it tries nothing again after a timeout, so a server that hangs keeps its quarter",
      }),
      unlike("haproxy-3"),
    ],
  },
  {
    id: "lb.nginx",
    checks: [
      product("nginx-1.31", "aws-alb", {
        metric: "load.app.succeeded",
        direction: "higher",
        least: { times: 1.05 },
        why: lateChecks,
      }),
      product("nginx-1.31", "envoy-1.31", {
        settings: hang,
        metric: "load.app.succeeded",
        direction: "higher",
        least: { times: 1.15 },
        why: "a timeout is tried on the next server, and the one that hangs is left alone for 10 s",
      }),
      unlike("nginx-1.31"),
      {
        option: "load-balancer.priorities",
        scenario: "spare-servers",
        with: ["components.balancer.priorities={ levels: [0, 0, 0, 0, 1, 1], spill: when-down }"],
        without: [],
        metric: "load.users.succeeded",
        direction: "lower",
        least: { times: 1.15 },
        why: "backup servers wait until all others are down: the last of four has 350 requests a second and can do 200",
        test: "test/components/kit/balancing/members.test.ts",
      },
    ],
  },
  {
    id: "lb.envoy",
    checks: [
      product("envoy-1.31", "aws-alb", {
        metric: "load.app.succeeded",
        direction: "lower",
        least: { times: 1.08 },
        why: "a quarter is refused to the end, where ALB's checks find the server within 60 s",
      }),
      unlike("envoy-1.31"),
      {
        option: "load-balancer.slowStart",
        scenario: "cold-return",
        with: [],
        without: ["components.ring.slowStart={ window: 1ms }"],
        metric: "components.store.waitMs.mean",
        direction: "lower",
        least: { times: 1.4 },
        why: "an empty cache that gets its quarter at once sends 400 misses a second to a store that can do 400",
        test: "test/components/kit/balancing/members.test.ts",
      },
      {
        option: "load-balancer.panic",
        scenario: "health-checks",
        settings: [
          "components.balancer.health={ kind: http-check, interval: 5s, timeout: 500ms, fall: 1 }",
          "faults=[{ at: 5s, for: 4s, do: pause, target: search }]",
        ],
        with: ["components.balancer.panic=50%"],
        without: [],
        metric: "load.users.succeeded",
        direction: "higher",
        least: { times: 1.15 },
        why: "a stall of 4 s fails the checks of most servers, which then go on: two good checks later all are called again, here at once",
        test: "test/components/kit/balancing/members.test.ts",
      },
      {
        option: "load-balancer.locality",
        scenario: "two-zones",
        with: [],
        without: ["components.balancer.locality={ kind: weighted }"],
        metric: "load.users.succeeded",
        direction: "higher",
        least: { times: 1.2 },
        why: "for half of the run half of the servers are down with their zone; the balancer that is left does not call there",
        test: "test/components/kit/balancing/members.test.ts",
      },
    ],
  },
  {
    id: "lb.aws-alb",
    checks: [
      product("aws-alb", "envoy-1.31", {
        settings: hang,
        metric: "load.app.succeeded",
        direction: "higher",
        least: { times: 1.08 },
        why: "two HTTP checks find the server that hangs within 65 of 90 s; without checks it keeps its quarter",
      }),
      product("aws-alb", "haproxy-3", {
        settings: uneven,
        metric: "components.pages.queueLength.max",
        direction: "higher",
        least: { times: 30 },
        why: "its turns go without weights: a slow server gets 105 requests a second and can do 100; by weight it gets 70",
      }),
      unlike("aws-alb"),
    ],
  },
  {
    id: "lb.aws-nlb",
    checks: [
      product("aws-nlb", "aws-alb", {
        settings: busy,
        metric: "load.app.succeeded",
        direction: "lower",
        least: { by: 5000 },
        why: "three connections on fewer than four servers ask more of one than its 100 a second, and all it does is late",
      }),
    ],
  },
]
