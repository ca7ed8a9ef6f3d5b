import { ddos } from "./edge/ddos.ts"
import { waf } from "./edge/waf.ts"
import type { Check, Leaf } from "./leaf.ts"

const tests = "test/components/rate-limiting"

/** One limit at the door; with a store both of its replicas count together. */
const limit = (words: string) => `components.edge.limits=[{ ${words} }]`
const shared = (words: string) => limit(`${words}, store: counters`)
const fixedWindow = shared("kind: fixed-window, limit: 100, window: 1s")

/** What the limiter does to the robot's bursts of 200 that lie across the turn of a second. */
const limiter = (kind: string, rest: Omit<Check, "option" | "scenario" | "test">): Check => ({
  option: kind,
  scenario: "window-edge",
  test: `${tests}/${kind}.test.ts`,
  ...rest,
})

const stale = "components.edge.staleWhileRevalidate=10s"
const shield = "components.shield={ kind: cdn, origin: site, ttl: 10s, staleWhileRevalidate: 10s }"

/** What the edge does to readers of a hot page and to its origin. */
const page = (rest: Omit<Check, "option" | "scenario" | "test">): Check => ({
  option: "cdn",
  scenario: "cdn-expiry",
  settings: ["run.duration=60s"],
  test: "test/components/cdn/cdn.test.ts",
  ...rest,
})

export const edge: readonly Leaf[] = [
  {
    id: "edge.cdn",
    checks: [
      page({
        with: [stale],
        without: [],
        metric: "load.readers.succeeded",
        direction: "higher",
        least: { times: 5 },
        why: "readers of an expired page all go to the origin, lock or no lock, and it does not come back",
      }),
      page({
        with: [stale, "components.edge.ttl=60s"],
        without: [stale],
        metric: "components.site.requests",
        direction: "lower",
        least: { times: 2.5 },
        why: "what keeps for a minute is fetched a sixth as often, where it is asked for that often",
      }),
      page({
        with: [stale],
        without: [stale, "components.edge.collapsing=none"],
        metric: "load.readers.succeeded",
        direction: "higher",
        least: { times: 5 },
        why: "with nothing cached yet every reader of the first seconds goes to the origin by himself",
      }),
      page({
        with: [stale, "components.edge.entriesMax=10"],
        without: [stale],
        metric: "components.edge.counters.evictions",
        direction: "higher",
        least: { by: 300 },
        why: "ten places for fifty pages",
      }),
      page({
        with: [stale, "components.edge.purges=[{ at: 30s }, { at: 45s }]"],
        without: [stale],
        metric: "components.edge.counters.misses",
        direction: "higher",
        least: { by: 100 },
        why: "what is purged is not there, where what has expired is served stale",
      }),
      page({
        with: [stale, shield, "components.edge.origin=shield", 'policies={ "shield -> site": { timeout: 5s } }'],
        without: [stale],
        metric: "components.site.requests",
        direction: "lower",
        least: { times: 1.5 },
        why: "four points of presence fetch each page once in all instead of once each",
      }),
    ],
  },
  waf,
  ddos,
  {
    id: "edge.rate-limiter",
    checks: [
      limiter("fixed-window", {
        with: [shared("kind: fixed-window, limit: 50, window: 1s")],
        without: ["components.edge.limits=[]"],
        metric: "load.robot.succeeded",
        direction: "lower",
        least: { times: 1.9 },
        why: "100 requests come in each of two windows and 50 of each are let through",
      }),
      limiter("sliding-log", {
        with: [shared("kind: sliding-log, limit: 100, window: 1s")],
        without: [fixedWindow],
        metric: "load.robot.succeeded",
        direction: "lower",
        least: { times: 1.9 },
        why: "no second of any beginning has more than 100, where two windows let 200 through",
      }),
      limiter("sliding-window-counter", {
        with: [shared("kind: sliding-window-counter, limit: 100, window: 1s")],
        without: [fixedWindow],
        metric: "load.robot.succeeded",
        direction: "lower",
        least: { times: 1.5 },
        why: "nearly all of the window before still counts when the second one begins",
      }),
      limiter("token-bucket", {
        with: [shared("kind: token-bucket, rate: 100/s, burst: 20")],
        without: [fixedWindow],
        metric: "load.robot.succeeded",
        direction: "lower",
        least: { times: 4 },
        why: "of 200 pass the 20 saved up and the 20 tokens of 200 ms",
      }),
      limiter("gcra", {
        with: [shared("kind: gcra, rate: 100/s")],
        without: [shared("kind: token-bucket, rate: 100/s, burst: 20")],
        metric: "components.search.queueLength.max",
        direction: "lower",
        least: { by: 8 },
        why: "one each 10 ms, where 20 at once fill the line behind four slots",
      }),
      limiter("leaky-bucket", {
        with: [shared("kind: leaky-bucket, rate: 100/s, queueMax: 200")],
        without: [fixedWindow],
        metric: "components.search.queueLength.max",
        direction: "lower",
        least: { by: 50 },
        why: "the burst waits at the door and leaves it one each 10 ms",
      }),
      {
        option: "gateway.limits",
        scenario: "window-edge",
        with: [shared("kind: sliding-log, limit: 100, window: 1s")],
        without: [limit("kind: sliding-log, limit: 100, window: 1s")],
        metric: "load.robot.succeeded",
        direction: "lower",
        least: { times: 1.9 },
        why: "two doors that count for themselves let through 100 each",
        test: "test/components/gateway/limits.test.ts",
      },
    ],
  },
]
