import type { Check, Leaf } from "../leaf.ts"

/** What the firewall before a shop lets in, and whom it turns away. */
const firewall = (rest: Omit<Check, "scenario" | "test">): Check => ({
  scenario: "waf-false-positives",
  test: "test/components/waf/waf.test.ts",
  ...rest,
})

const limit = (more: string) => `components.waf.rateBased=[{ limit: 100, window: 60s, ${more} }]`
const strict = ["components.waf.blockingParanoia=2"]

export const waf: Leaf = {
  id: "edge.waf",
  checks: [
    firewall({
      option: "waf.blockingParanoia",
      with: strict,
      without: [],
      metric: "components.waf.counters.falsePositives",
      direction: "higher",
      least: { times: 8 },
      why: "the rules of level 2 match one harmless request in a hundred, those of level 1 one in 2,000",
    }),
    firewall({
      option: "waf.blockingParanoia",
      with: strict,
      without: [],
      metric: "load.scanners.succeeded",
      direction: "lower",
      least: { times: 1.6 },
      why: "of the attacks that get past level 1, level 2 finds another 60 %",
    }),
    firewall({
      option: "waf.detectionParanoia",
      with: ["components.waf.detectionParanoia=4"],
      without: [],
      metric: "load.shoppers.latencyMs.p50",
      direction: "higher",
      least: { by: 0.4 },
      why: "rules that only count cost their 0.6 ms as those that block",
    }),
    firewall({
      option: "waf.detectionParanoia",
      with: ["components.waf.detectionParanoia=4"],
      without: [],
      metric: "components.waf.counters.detectedOnly",
      direction: "higher",
      least: { by: 5000 },
      why: "a fifth of 60,000 requests would be refused at level 4",
    }),
    firewall({
      option: "waf.threshold",
      with: ["components.waf.threshold=8"],
      without: [],
      metric: "load.scanners.succeeded",
      direction: "higher",
      least: { times: 3 },
      why: "8 points take a match of 5 and one of 3: a quarter of the attacks instead of 85 %",
    }),
    firewall({
      option: "waf.mode",
      with: ["components.waf.mode=detect"],
      without: [],
      metric: "load.scanners.succeeded",
      direction: "higher",
      least: { times: 4 },
      why: "everything passes, where 85 % of the attacks were blocked",
    }),
    firewall({
      option: "waf.sampling",
      with: ["components.waf.sampling=50%"],
      without: [],
      metric: "load.scanners.succeeded",
      direction: "higher",
      least: { times: 2.5 },
      why: "half of the attacks are not looked at: 57 % pass instead of 15 %",
    }),
    firewall({
      option: "waf.rateBased",
      with: [limit("lag: 10s")],
      without: [],
      metric: "load.scanners.succeeded",
      direction: "lower",
      least: { times: 2 },
      why: "300 requests a minute of one client are too many from about 30 s of 120 s on; no shopper sends so many",
    }),
    firewall({
      option: "waf.rateBased",
      with: [limit("lag: 60s")],
      without: [limit("lag: 10s")],
      metric: "load.scanners.succeeded",
      direction: "higher",
      least: { times: 1.6 },
      why: "50 s more pass before the rule takes hold, beside the first 30 s",
    }),
    firewall({
      option: "waf",
      with: ["components.waf.profile=aws-waf"],
      without: [],
      metric: "components.waf.counters.falsePositives",
      direction: "higher",
      least: { times: 2 },
      why: "one match of any rule refuses: 0.22 % of what is harmless, where CRS needs a critical one, 0.05 %",
    }),
  ],
}
