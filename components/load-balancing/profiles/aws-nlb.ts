import type { ProfileDefinition } from "../../kit/contract.ts"

/** An AWS Network Load Balancer with a target group's defaults, cross-zone balancing on. It knows of connections alone. */
export const awsNlb: ProfileDefinition = {
  profile: "aws-nlb",
  title: "AWS Network Load Balancer",
  summary: "A hash of addresses and ports for each connection; a connection to each target every 30 s.",
  sources: [
    "AWS, NLB user guide, what is: TCP, a flow hash of protocol, addresses, ports and sequence number; a connection keeps its target",
    "AWS, CreateTargetGroup, TCP: 30 s, timeout 10 s, unhealthy after 2, healthy after 5; a target starts out unhealthy",
    "AWS, NLB user guide, target group health: at least 1 healthy target, else connections go to all (fail open)",
  ],
  params: {
    layer: "l4",
    strategy: "hash",
    health: { kind: "connect-check", preset: "aws-nlb" },
    panic: "1%",
  },
}
