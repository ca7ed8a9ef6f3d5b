import { type Check, type Leaf, waiting } from "./leaf.ts"

/** Long enough to fill the cache, and without the crash that the scenario is about. */
const short = ["run.duration=8s", "run.warmup=4s", "load.visitors.open=poisson 600/s", "faults=[]"]

const hitRatio = (rest: Pick<Check, "with" | "without" | "direction" | "least" | "why" | "option">): Check => ({
  scenario: "cold-cache",
  settings: short,
  metric: "components.memory.counters.hitRatio",
  test: "test/components/cache/cache.test.ts",
  ...rest,
})

export const cache: readonly Leaf[] = [
  {
    id: "cache.aside",
    checks: [
      {
        option: "service.operations",
        scenario: "cold-cache",
        settings: [...short, "policies={}"],
        with: [],
        without: ["components.catalogue.operations.item=[{ work: 1ms }, { call: store.read }]"],
        metric: "components.store.requests",
        direction: "lower",
        least: { times: 1.5 },
        why: "what the cache has is not read from the store; of the Zipf keys a few thousand make up half of all requests",
        test: "test/components/kit/steps/steps.test.ts",
      },
    ],
  },
  ...waiting(null, ["cache.write-through", "cache.write-behind"]),
  {
    id: "cache.keys",
    checks: [
      hitRatio({
        option: "cache.entriesMax",
        with: ["components.memory.entriesMax=200"],
        without: [],
        direction: "lower",
        least: { by: 0.1 },
        why: "200 of 100,000 keys are kept, of which less than half of all requests ask for one",
      }),
      hitRatio({
        option: "cache.bytesMax",
        with: ["components.memory.bytesMax=200KiB"],
        without: [],
        direction: "lower",
        least: { by: 0.1 },
        why: "room for 200 values of 1 KiB",
      }),
      hitRatio({
        option: "cache.ttl",
        with: ["components.memory.ttl=500ms"],
        without: [],
        direction: "lower",
        least: { by: 0.1 },
        why: "only keys asked for twice within half a second are found",
      }),
      hitRatio({
        option: "zipf",
        with: [],
        without: ["load.visitors.keys=uniform n=100000"],
        direction: "higher",
        least: { by: 0.2 },
        why: "of equally popular keys 6,000 requests find hardly one again",
      }),
    ],
  },
  ...waiting(null, ["cache.redis", "cache.memcached", "cache.hazelcast", "cache.cdn"]),
]
