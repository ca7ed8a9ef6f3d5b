import * as z from "zod"
import { duration } from "../kit/schema.ts"
import { defineQueueRule, type RuleContext } from "./contract.ts"

const params = z.strictObject({
  target: duration({ min: "1ns" }).prefault("5ms").describe("A wait that is no standing line (RFC 8289: 5 ms)"),
  interval: duration({ min: "1ns" })
    .prefault("100ms")
    .describe("Sheds once every wait of so long a time was above the target (RFC 8289: 100 ms)"),
})

type Params = z.output<typeof params>

/** What the one before it in the same turn was shed for. */
const NOTHING = 0
const TO_BEGIN = 1
const TO_GO_ON = 2

type State = {
  /** When waits will have been above the target for an interval; 0: the latest was not above it. */
  dueNs: number
  shedding: boolean
  nextNs: number
  /** Shed since it began, and that number as it was when it began. */
  count: number
  countAtStart: number
  shedFor: number
}

/** Whoever begins again within so many intervals takes up the rate that was right before. */
const MEMORY_INTERVALS = 16

/**
 * The network's CoDel, at the head of the line: when all waits of an interval were above the target it sheds one, and
 * the next after interval / sqrt(number shed), more and more often until a wait is short again. Made for senders that
 * slow down when they lose something; where callers do not, or try again, it sheds too little for too long.
 */
export const networkCodel = defineQueueRule<Params, State>({
  kind: "network-codel",
  title: "CoDel of networks (RFC 8289)",
  summary: "Sheds whose turn it is, more and more often, until a wait is below the target again.",
  sources: [
    "RFC 8289, Controlled Delay Active Queue Management, 2018, section 5: dodequeue and deque; a request counts as a full packet",
    "K. Nichols and V. Jacobson, Controlling Queue Delay, ACM Queue 10(5), 2012",
  ],
  params,
  presets: {},
  picksNext: () => false,
  state: () => ({ dueNs: 0, shedding: false, nextNs: 0, count: 0, countAtStart: 0, shedFor: NOTHING }),
  joined: ({ state }, waiting) => {
    if (waiting === 0) calm(state)
    return Number.POSITIVE_INFINITY
  },
  newestFirst: () => false,
  sheds: (context, waitedNs, others) => {
    const may = isTooLong(context, waitedNs, others)
    return context.state.shedding ? goesOn(context, may) : begins(context, may)
  },
})

/** Whether all waits of an interval were above the target. One packet more in line is as good as none. */
function isTooLong({ state, params, now }: RuleContext<Params, State>, waitedNs: number, others: number): boolean {
  if (waitedNs < params.target || others <= 1) state.dueNs = 0
  else if (state.dueNs === 0) state.dueNs = now + params.interval
  else return now >= state.dueNs
  return false
}

function begins({ state, params, now }: RuleContext<Params, State>, may: boolean): boolean {
  if (!may) return false
  const before = state.count - state.countAtStart
  state.count = before > 1 && now - state.nextNs < MEMORY_INTERVALS * params.interval ? before : 1
  state.countAtStart = state.count
  state.nextNs = afterSpacing(now, params, state.count)
  state.shedding = true
  state.shedFor = TO_BEGIN
  return true
}

function goesOn({ state, params, now }: RuleContext<Params, State>, may: boolean): boolean {
  const { shedFor } = state
  state.shedFor = NOTHING
  // Behind the first that is shed, the next is served however long it has waited.
  if (shedFor === TO_BEGIN) return false
  if (!may) {
    state.shedding = false
    return false
  }
  if (shedFor === TO_GO_ON) state.nextNs = afterSpacing(state.nextNs, params, state.count)
  if (now < state.nextNs) return false
  state.count++
  state.shedFor = TO_GO_ON
  return true
}

/** The control law: the number shed grows linearly, so the rate grows with its root. */
function afterSpacing(fromNs: number, { interval }: Params, count: number): number {
  return fromNs + interval / Math.sqrt(count)
}

/** As after a look at an empty line. */
function calm(state: State): void {
  state.dueNs = 0
  state.shedding = false
  state.shedFor = NOTHING
}
