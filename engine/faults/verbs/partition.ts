import type { FaultVerb } from "../verb.ts"

/** Requests and answers are dropped: all of them, or a share. */
export const partition: FaultVerb = {
  verb: "partition",
  opposite: "heal",
  target: "link",
  amount: "share",
  amountDefault: 1,
  worst: "highest",
  title: "Partition",
  summary: "Requests and answers are dropped: all of them, or a share.",
}
