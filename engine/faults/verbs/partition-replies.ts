import type { FaultVerb } from "../verb.ts"

/** Requests arrive and are worked on, but their answers are dropped. */
export const partitionReplies: FaultVerb = {
  verb: "partition-replies",
  opposite: "heal-replies",
  target: "link",
  amount: "share",
  amountDefault: 1,
  worst: "highest",
  title: "One-way partition of replies",
  summary: "Requests arrive and are worked on, but their answers are dropped.",
}
