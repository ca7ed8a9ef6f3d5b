import type { Measure, ObjectiveNames } from "../../../scenarios/objectives/objective.ts"

const calls: readonly Measure[] = ["latency", "success", "errors", "share", "rate"]

/** The estate of the checkout scenario, as far as objectives see it. */
export const checkout: ObjectiveNames = {
  components: new Map([
    ["shop", { measures: new Set<Measure>([...calls, "retries"]), operations: ["pay", "browse"] }],
    ["pay", { measures: new Set<Measure>([...calls, "utilisation", "queue"]), operations: ["charge", "quote"] }],
    ["ledger", { measures: new Set<Measure>([...calls, "utilisation", "queue"]), operations: ["insert"] }],
    ["cache", { measures: new Set<Measure>([...calls, "hit-ratio"]), operations: [] }],
  ]),
  links: [
    { from: "shop", to: "pay" },
    { from: "pay", to: "ledger" },
  ],
  faultCount: 2,
}
