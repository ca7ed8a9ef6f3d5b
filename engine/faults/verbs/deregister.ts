import type { FaultVerb } from "../verb.ts"

/** The component takes leave of its registry and goes on serving whoever still calls it, as before an orderly stop. */
export const deregister: FaultVerb = {
  verb: "deregister",
  opposite: "register",
  target: "component",
  isOfRegistered: true,
  amount: "none",
  amountDefault: null,
  worst: "highest",
  title: "Deregister",
  summary: "The component takes leave of its registry, and goes on serving whoever still calls it.",
}
