import type { FaultVerb } from "../verb.ts"

/** A share of the messages is held back, so that later ones overtake them. */
export const reorder: FaultVerb = {
  verb: "reorder",
  opposite: "order",
  target: "link",
  amount: "share",
  amountDefault: null,
  worst: "highest",
  title: "Reorder messages",
  summary: "A share of the messages is held back, so that later ones overtake them.",
}
