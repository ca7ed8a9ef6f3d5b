import type { ProfileDefinition } from "../../kit/contract.ts"

export const juniperScfd: ProfileDefinition = {
  profile: "juniper-scfd",
  title: "Juniper suspicious control flow detection",
  summary: "Finds each flow that is too fast, and drops all of it and nothing else; at home, behind the pipe.",
  sources: [
    "Junos, flow-detect-time: 3 s; flow-recover-time: 60 s from the latest violation",
    "Junos, flow-timeout-time: 300 s, only with timeout-active-flows, which is off (so no timeout here)",
    "Junos, flow-level-control: drop, all packets of the flow",
    "10 requests a second for a flow: chosen",
  ],
  params: {
    per: "key",
    requestsAbove: "10/s",
    window: "1s",
    confirm: "3s",
    mitigationDelay: "0s",
    holdDown: "60s",
    scrubs: "100%",
    collateral: "100%",
    answers: "lost",
    place: "behind-pipe",
  },
}
