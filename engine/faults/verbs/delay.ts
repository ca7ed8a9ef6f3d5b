import type { FaultVerb } from "../verb.ts"

/** Each message takes longer by a constant time. */
export const delay: FaultVerb = {
  verb: "delay",
  opposite: "hasten",
  target: "link",
  amount: "duration",
  amountDefault: null,
  worst: "highest",
  title: "Delay messages",
  summary: "Each message takes longer by a constant time.",
}
