import type { FaultVerb } from "../verb.ts"

/** Each direction carries at most so many bytes per second. */
export const throttle: FaultVerb = {
  verb: "throttle",
  opposite: "unthrottle",
  target: "link",
  amount: "rate",
  amountDefault: null,
  worst: "lowest",
  title: "Throttle",
  summary: "Each direction carries at most so many bytes per second.",
}
