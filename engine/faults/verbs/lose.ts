import type { FaultVerb } from "../verb.ts"

/** A share of the messages of each direction is lost on the way. */
export const lose: FaultVerb = {
  verb: "lose",
  opposite: "deliver",
  target: "link",
  amount: "share",
  amountDefault: null,
  worst: "highest",
  title: "Lose messages",
  summary: "A share of the messages of each direction is lost on the way.",
}
