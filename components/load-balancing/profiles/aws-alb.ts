import type { ProfileDefinition } from "../../kit/contract.ts"

/** An AWS Application Load Balancer with a target group's defaults. */
export const awsAlb: ProfileDefinition = {
  profile: "aws-alb",
  title: "AWS Application Load Balancer",
  summary: "Turns; an HTTP request to each target every 30 s; nothing tried again; with nobody healthy it calls all.",
  sources: [
    "AWS, ALB user guide, target groups: routing algorithm round robin, slow start off",
    "AWS, CreateTargetGroup, HTTP: 30 s, timeout 5 s, unhealthy after 2, healthy after 5; a target starts out unhealthy",
    "AWS, ALB user guide, target group health: at least 1 healthy target, else requests go to all (fail open)",
  ],
  params: {
    strategy: "round-robin",
    health: { kind: "http-check", preset: "aws-alb" },
    panic: "1%",
  },
}
