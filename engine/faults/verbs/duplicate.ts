import type { FaultVerb } from "../verb.ts"

/** A share of the requests arrives twice; the callee works on both. */
export const duplicate: FaultVerb = {
  verb: "duplicate",
  opposite: "deduplicate",
  target: "link",
  amount: "share",
  amountDefault: null,
  worst: "highest",
  title: "Duplicate requests",
  summary: "A share of the requests arrives twice; the callee works on both.",
}
