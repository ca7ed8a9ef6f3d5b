import type { ProfileDefinition } from "../../kit/contract.ts"

export const cloudflareDdos: ProfileDefinition = {
  profile: "cloudflare-ddos",
  title: "Cloudflare DDoS protection",
  summary: "Every server finds floods by itself within seconds, at the edge, before they reach the pipe.",
  sources: [
    "Cloudflare docs, Components: dosd runs in every server and needs no central consensus",
    "Third-party pages: about 3 s to mitigation (2 s to confirm, 1 s to place: chosen)",
    "Cloudflare docs, Advanced DDoS systems: thresholds from seven days of traffic, for bursts five times the rate",
    "Hold-down and shares: chosen",
  ],
  params: {
    baselineTimes: 5,
    learns: "7d",
    window: "1s",
    confirm: "2s",
    mitigationDelay: "1s",
    holdDown: "60s",
    scrubs: "99%",
    collateral: "0.1%",
    answers: "rejected",
    place: "before-pipe",
  },
}
