import { CountMetric, type Run } from "../../../index.ts"
import type { OracleCase } from "../case.ts"

const PREVIOUS = 42
const CURRENT = 18
const LIMIT = 50
/** When it is counted, in the second window; the present window's requests come a second before. */
const AT_SECONDS = 75

/** A gate with this limit, and requests at these instants. */
function gate(limit: string, instants: string): string {
  return `
components:
  users: { kind: client }
  gate: { kind: gateway, routes: [{ prefix: /, to: server }], limits: [${limit}] }
  server: { kind: service, operations: { serve: [{ work: 0ms }] } }
load:
  users: { open: ${instants}, to: gate }
`
}

/** Two windows in which so many come, then some more at the stated instant and one a nanosecond later. */
function windows(limit: number, previous: number, current: number, more: number): string {
  const times = [
    ...Array.from({ length: previous }, () => "1s"),
    ...Array.from({ length: current }, () => `${AT_SECONDS - 0.5}s`),
    ...Array.from({ length: more }, () => `${AT_SECONDS}s`),
    `${AT_SECONDS}s1ns`,
  ]
  return gate(
    `{ kind: sliding-window-counter, limit: ${limit}, window: 1m }`,
    `{ kind: trace, at: [${times.join(", ")}] }`,
  )
}

export const l03: OracleCase = {
  id: "L03",
  variants: [
    // Twice of everything: twice the estimate is a whole number, and only what is below the limit passes.
    {
      name: "twice",
      yaml: windows(2 * LIMIT - 1, 2 * PREVIOUS, 2 * CURRENT, 1),
      warmupSeconds: 0,
      seconds: 80,
      drive: passing,
    },
    { name: "once", yaml: windows(LIMIT, PREVIOUS, CURRENT, 3), warmupSeconds: 0, seconds: 80, drive: passing },
    {
      name: "fixed",
      yaml: gate("{ kind: fixed-window, limit: 100, window: 1m }", "constant 1000/s, startAt: 59500ms"),
      warmupSeconds: 0,
      seconds: 61,
      drive: around,
    },
  ],
  read: (pools) => {
    const twice = pools("twice")
    const before = 2 * (PREVIOUS + CURRENT)
    // Refused at that instant, let through a nanosecond later: the estimate falls below twice 50 less 1 just then.
    const isThere = twice.noted("set up") === before && twice.noted("at it") === 0 && twice.noted("later") === 1
    const estimate = isThere ? (2 * LIMIT - 1) / 2 : Number.NaN
    const once = pools("once")
    const allowed = once.noted("set up") === PREVIOUS + CURRENT ? once.noted("at it") : Number.NaN
    const word = allowed === 1 ? "one" : String(allowed)
    return [
      { key: "estimated_rate", value: estimate },
      { key: "requests still allowed", value: `${word} (the estimate after it is ${estimate + allowed} > ${LIMIT})` },
      {
        key: "fixed window worst case in 1 s around the boundary, limit 100",
        value: pools("fixed").noted("around"),
      },
    ]
  },
}

/** What passes before the instant, at it and a nanosecond later. */
function passing(run: Run): Readonly<Record<string, number>> {
  const atNs = AT_SECONDS * 1e9
  const [before, at, later] = [atNs - 1, atNs, atNs + 1].map((ns) => passedUntil(run, ns))
  run.advance()
  if (before === undefined || at === undefined || later === undefined) throw new Error("three instants")
  return { "set up": before, "at it": at - before, later: later - at }
}

function around(run: Run): Readonly<Record<string, number>> {
  const passed = passedUntil(run, 60.5e9)
  run.advance()
  return { around: passed }
}

function passedUntil(run: Run, ns: number): number {
  const passed = run.metric("users.succeeded")
  if (!(passed instanceof CountMetric)) throw new Error("a client counts its successes")
  run.advance(ns)
  return passed.total
}
