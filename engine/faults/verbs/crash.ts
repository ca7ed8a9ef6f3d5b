import type { FaultVerb } from "../verb.ts"

/** The component stops and loses what it held in memory; it starts afresh at the end. */
export const crash: FaultVerb = {
  verb: "crash",
  opposite: "restart",
  target: "component",
  amount: "none",
  amountDefault: null,
  worst: "highest",
  title: "Crash",
  summary: "The component stops and loses what it held in memory; it starts afresh at the end.",
}
