import * as z from "zod"
import { headers, host, requestPath } from "../kit/request-fields.ts"
import {
  choice,
  count,
  distribution,
  duration,
  keys,
  name,
  operationRef,
  share,
  sizeDistribution,
} from "../kit/schema.ts"
import { arrivals } from "./arrivals/notation.ts"
import { classMistakes, loadMistakes } from "./load-checks.ts"

/** Users of one closed load (chosen: each is a pending event or a call in progress). */
const usersMax = 1_000_000
/** As in Kubernetes' dispatch order and HTTP's urgency (RFC 9218, 0 to 7). */
const priorityMax = 7

/** What a request carries, for the load as a whole or one class of it. */
const carried = {
  keys: keys().optional().describe("What each request asks for; without it every key is 0"),
  bytes: sizeDistribution().optional().describe("Size of a request; without it nothing but the link's latency counts"),
  priority: count().max(priorityMax).optional().describe("Rank in lines that go by priority, 0 the first served"),
  patience: distribution().optional().describe("How long a request lets itself wait for a slot before it leaves"),
  deadline: duration({ min: "1ns" }).optional().describe("Longest useful time; callees that know it drop late work"),
}

const classSchema = z
  .strictObject({
    share: share({ min: "0%" }).optional().describe("Part of the requests; shares are divided by their sum"),
    method: choice(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
      .optional()
      .describe("HTTP method of a request with a path; GET when absent"),
    path: requestPath().optional().describe("Path that a gateway chooses a route by"),
    host: host().optional().describe("Host that a request with a path is for; none when absent"),
    headers: headers().optional().describe("Headers of a request with a path that a route may ask for"),
    to: operationRef().optional().describe("Another target than the load's"),
    operation: name().optional().describe("Operation of the load's target"),
    ...carried,
  })
  .superRefine((entry, context) => raise(classMistakes(entry), context))

const closedSchema = z.strictObject({
  clients: count().min(1).max(usersMax).describe("Users; each has at most one request in progress"),
  think: distribution().describe("Time between an answer and the user's next request"),
  stagger: duration().prefault("0s").describe("Time over which the users begin, evenly spread"),
})

/** The document's `load` entry of a client. With several replicas each of them makes this load. */
export const loadSchema = z
  .strictObject({
    open: arrivals().optional().describe("Arrivals that do not wait for answers"),
    closed: closedSchema.optional().describe("Users who wait for an answer, think, and ask again"),
    to: operationRef().optional().describe("Component, or component.operation, that is asked"),
    mix: z
      .record(name(), classSchema)
      .optional()
      .describe("Classes of requests by name; without it there is one, named as the operation it asks for"),
    ...carried,
    startAt: duration().prefault("0s").describe("When the client begins to send"),
    stopAt: duration().optional().describe("From when on it sends no more; answers are still waited for"),
  })
  .superRefine((load, context) => raise(loadMistakes(load), context))

export type ClientLoad = z.output<typeof loadSchema>
export type ClassEntry = z.output<typeof classSchema>
export type ClosedLoad = z.output<typeof closedSchema>

function raise(mistakes: ReturnType<typeof loadMistakes>, context: z.RefinementCtx): void {
  for (const mistake of mistakes) {
    context.addIssue({ code: "custom", message: mistake.message, params: { mistake }, path: [...(mistake.path ?? [])] })
  }
}
