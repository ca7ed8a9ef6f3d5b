import type { ProfileDefinition } from "../../kit/contract.ts"

export const cloudflare: ProfileDefinition = {
  profile: "cloudflare",
  title: "Cloudflare",
  summary: "One request revalidates an expired object while the others get the old one; two hours to live.",
  sources: [
    "docs: Cache by status code: answers with status 200 live 120 minutes where the origin says nothing",
    "docs: Revalidation and request collapsing: of 1,000 requests for an expired object 1 revalidates, 999 are UPDATING; on a miss they wait for one",
    "docs: Origin Cache Control: max-age and s-maxage of the origin are respected",
  ],
  params: { respectsOrigin: true, ttl: "2h", collapsing: "revalidate" },
}
