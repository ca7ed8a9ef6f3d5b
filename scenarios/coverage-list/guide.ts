import { waiting } from "./leaf.ts"

/** The whole estate, what to choose for it, and what to learn from it. */
export const guide = waiting(null, [
  "map.estate",
  "guide.api-management",
  "guide.discovery",
  "guide.messaging",
  "guide.caching",
  "guide.observability",
  "guide.mesh",
  "guide.orchestration",
  "guide.delivery",
  "takeaway.simple",
  "takeaway.managed",
  "takeaway.standardise",
  "takeaway.observe",
  "takeaway.automate",
])
