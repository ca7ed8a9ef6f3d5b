import type { FaultVerb } from "../verb.ts"

/** Work takes so many times as long. */
export const slow: FaultVerb = {
  verb: "slow",
  opposite: "restore",
  target: "component",
  amount: "factor",
  amountDefault: null,
  worst: "highest",
  title: "Slow down",
  summary: "Work takes so many times as long.",
}
