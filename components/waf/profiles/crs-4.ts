import type { ProfileDefinition } from "../../kit/contract.ts"

/** Chances and costs are chosen: nobody has published any that could be trusted. Severities and levels are CRS's. */
const rules = {
  // 920, 921: a missing header, a numeric host.
  protocol: { severity: "warning", paranoia: 1, attacks: "30%", benign: "1%", cost: "100us", costPerKiB: "1us" },
  // 930 to 944: inclusion, execution, scripting, SQL.
  injection: { severity: "critical", paranoia: 1, attacks: "85%", benign: "0.05%", cost: "400us", costPerKiB: "20us" },
  "injection-strict": {
    severity: "critical",
    paranoia: 2,
    attacks: "60%",
    benign: "1%",
    cost: "300us",
    costPerKiB: "20us",
  },
  "rare-characters": {
    severity: "warning",
    paranoia: 3,
    attacks: "60%",
    benign: "10%",
    cost: "150us",
    costPerKiB: "10us",
  },
  "any-special-character": {
    severity: "critical",
    paranoia: 4,
    attacks: "80%",
    benign: "20%",
    cost: "150us",
    costPerKiB: "10us",
  },
} as const

export const crs4: ProfileDefinition = {
  profile: "crs-4",
  title: "OWASP Core Rule Set 4 on ModSecurity",
  summary: "Points add up to a threshold; higher paranoia finds more, refuses more that is harmless, and costs more.",
  sources: [
    "crs-setup.conf.example: critical 5, error 4, warning 3, notice 2; inbound threshold 5; blocking paranoia level 1, detection at least that; sampling 100 %",
    "crs-setup.conf.example: false positives are rare at level 1 and become more with each level",
    "Chances of matches and costs (0.5 ms at level 1; 0.5 to 3 ms are told of, unverified): chosen",
  ],
  params: { threshold: 5, blockingParanoia: 1, sampling: "100%", rules },
}
