import type { ProfileDefinition } from "../../kit/contract.ts"

export const cloudfront: ProfileDefinition = {
  profile: "cloudfront",
  title: "Amazon CloudFront",
  summary: "Requests for one object wait for the first, also where it has expired; a day to live.",
  sources: [
    "docs: Manage how long content stays in the cache: 24 hours by default, then a conditional request",
    "docs: Request and response behaviour for custom origins: requests for one object at the same time are collapsed",
    "wakes: all at once is chosen, the documents say nothing",
    "docs: Manage how long content stays in the cache: Cache-Control of the origin goes before the default",
  ],
  params: { respectsOrigin: true, ttl: "24h", collapsing: "waiting-list", wakes: "all" },
}
