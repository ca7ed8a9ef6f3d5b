import * as z from "zod"
import { attackersSchema } from "../kit/attackers.ts"
import type { Mistake } from "../kit/mistake.ts"
import { bandwidth, choice, componentRef, duration, rate, ratio, share } from "../kit/schema.ts"

const pipe = z.strictObject({
  bandwidth: bandwidth({ min: "1B/s" }).describe("What it carries"),
  buffer: duration().prefault("50ms").describe("The longest queue before it, in time; more is lost (default chosen)"),
})

const shape = z.strictObject({
  to: componentRef().describe("Who is protected"),
  attackers: attackersSchema().describe("Clients all of whose requests belong to the attack, by name or glob (bot-*)"),
  window: duration({ min: "1ms" }).prefault("1s").describe("Rates are measured over so long (default chosen)"),
  requestsAbove: rate().optional().describe("More requests than that are an attack"),
  bytesAbove: bandwidth().optional().describe("More bytes than that are an attack"),
  baselineTimes: ratio()
    .min(1)
    .max(1000)
    .optional()
    .describe("So many times the requests of the usual traffic are an attack"),
  baseline: rate({ min: "1/d" })
    .optional()
    .describe("Usual traffic as learned before the run; without it, it is learned in the run"),
  learns: duration({ min: "1s" })
    .optional()
    .describe("How long it learns before it has a baseline, and how far back that goes; 10 m when absent (chosen)"),
  per: choice(["all", "key"])
    .default("all")
    .describe(
      "Looks at the traffic as a whole, or at each key by itself, as at a sender's flow (without keys it is one)",
    ),
  confirm: duration().prefault("3s").describe("Rates have to stay too high for so long (default: Juniper)"),
  mitigationDelay: duration()
    .prefault("0s")
    .describe("From the detection to the scrubbing: rules are spread, or routes are changed"),
  scrubs: share().prefault("99%").describe("Requests of the attack that are dropped while it lasts (default chosen)"),
  collateral: share().prefault("1%").describe("Other requests that are dropped with them (default chosen)"),
  answers: choice(["lost", "rejected"])
    .default("lost")
    .describe("What becomes of those dropped: no answer, as of packets, or a refusal, as of HTTP requests"),
  holdDown: duration()
    .prefault("60s")
    .describe("Scrubbing goes on until rates have been low for so long (default: Juniper flow-recover-time)"),
  timeout: duration({ min: "1ms" })
    .optional()
    .describe("Scrubbing ends after so long whatever the rates are, and they have to be found too high again"),
  pipe: pipe.optional().describe("The line all requests have to pass; without it there is room for any attack"),
  place: choice(["before-pipe", "behind-pipe"])
    .default("before-pipe")
    .describe("Scrubs in the provider's network, or at home, where what has filled the line is past help"),
})

export const ddosParams = shape.superRefine((the, context) => {
  const { requestsAbove, bytesAbove, baselineTimes } = the
  if (requestsAbove === undefined && bytesAbove === undefined && baselineTimes === undefined) {
    const message = "says nowhere what an attack is: state requestsAbove, bytesAbove or baselineTimes"
    raise(context, [], { code: "E-missing-parameter", message })
  }
  for (const name of ["baseline", "learns"] as const)
    if (the[name] !== undefined && baselineTimes === undefined)
      conflict(context, name, `${name} goes with baselineTimes`)
  if (baselineTimes !== undefined && the.per === "key")
    conflict(
      context,
      "baselineTimes",
      "a baseline is that of the traffic as a whole; with per: key state requestsAbove",
    )
})

export type DdosParams = z.output<typeof ddosParams>

function conflict(context: z.RefinementCtx, name: string, message: string): void {
  raise(context, [name], { code: "E-parameter-conflict", message, isKey: true })
}

function raise(context: z.RefinementCtx, path: string[], mistake: Mistake): void {
  context.addIssue({ code: "custom", message: mistake.message, params: { mistake }, path })
}
