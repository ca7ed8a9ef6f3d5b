import type { FaultVerb } from "../verb.ts"

/** Requests are dropped while answers to earlier ones still arrive. */
export const partitionRequests: FaultVerb = {
  verb: "partition-requests",
  opposite: "heal-requests",
  target: "link",
  amount: "share",
  amountDefault: 1,
  worst: "highest",
  title: "One-way partition of requests",
  summary: "Requests are dropped while answers to earlier ones still arrive.",
}
