import type { FaultVerb } from "../verb.ts"

/** The component stands still, as in a long garbage collection, and goes on where it was. */
export const pause: FaultVerb = {
  verb: "pause",
  opposite: "resume",
  target: "component",
  amount: "none",
  amountDefault: null,
  worst: "highest",
  title: "Pause",
  summary: "The component stands still, as in a long garbage collection, and goes on where it was.",
}
