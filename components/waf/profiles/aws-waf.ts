import type { ProfileDefinition } from "../../kit/contract.ts"

export const awsWaf: ProfileDefinition = {
  profile: "aws-waf",
  title: "AWS WAF with managed rules",
  summary: "No points: a match of any rule refuses. Limits on rates are yours to add.",
  sources: [
    "AWS WAF Developer Guide, Rule actions: Block ends the evaluation, so one match is enough (threshold 1)",
    "AWS WAF Developer Guide, Baseline rule groups: core rule set, known bad inputs",
    "Chances of matches, and the millisecond of work that grows with no size: chosen",
  ],
  params: {
    threshold: 1,
    rules: {
      "core-rule-set": { severity: "critical", attacks: "80%", benign: "0.2%", cost: "1ms" },
      "known-bad-inputs": { severity: "critical", attacks: "30%", benign: "0.02%" },
    },
  },
}
