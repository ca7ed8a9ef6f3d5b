import type { ProfileDefinition } from "../../kit/contract.ts"

export const awsShieldAdvanced: ProfileDefinition = {
  profile: "aws-shield-advanced",
  title: "AWS Shield Advanced, automatic application-layer mitigation",
  summary: "Learns a day of traffic, takes minutes to write and place a rule, and refuses with 403.",
  sources: [
    "AWS WAF Developer Guide, Caveats for using automatic mitigation: a baseline takes between 24 hours and 30 days",
    "AWS WAF Developer Guide: mitigation rules are AWS WAF rules in a rule group of the web ACL, with Block or Count",
    "3 times the baseline, 1 m to confirm, 1 m to place, 15 m of hold-down, shares: chosen; AWS states none",
  ],
  params: {
    baselineTimes: 3,
    learns: "24h",
    window: "10s",
    confirm: "60s",
    mitigationDelay: "60s",
    holdDown: "15m",
    scrubs: "98%",
    collateral: "0.5%",
    answers: "rejected",
    place: "before-pipe",
  },
}
