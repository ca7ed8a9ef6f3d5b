import { OUTCOMES, type OutcomeName, type Run } from "../../../index.ts"
import type { OracleCase } from "../case.ts"

/** What becomes of a call: answered, failed, or turned away by the open breaker. */
const LETTERS: readonly (readonly [OutcomeName, string])[] = [
  ["ok", "."],
  ["error", "x"],
  ["circuit-open", "O"],
]
const OPENS_FOR_MS = 30_000
/** A call each millisecond: good and bad in turn, then a bad one and others, then good ones after the reset. */
const ALTERNATING = 30
const AFTER = 6
const afterReset = ALTERNATING + AFTER + OPENS_FOR_MS
const goodMs = [
  ...times(ALTERNATING).filter((ms) => ms % 2 === 0),
  ...times(AFTER - 1, ALTERNATING + 1),
  ...times(AFTER, afterReset),
]
const badMs = [...times(ALTERNATING).filter((ms) => ms % 2 === 1), ALTERNATING]

const yaml = `
components:
  good: { kind: client }
  bad: { kind: client }
  door: { kind: service, operations: { good: [{ call: server.good }], bad: [{ call: server.bad }] } }
  server: { kind: service, operations: { good: [{ work: 0ms }], bad: [{ fail: 100% }] } }
load:
  good: { open: { kind: trace, at: [${instants(goodMs)}] }, to: door.good }
  bad: { open: { kind: trace, at: [${instants(badMs)}] }, to: door.bad }
policies:
  "door -> server": { breaker: { kind: error-rate, preset: opossum, callsMin: 10 } }
`

export const b19: OracleCase = {
  id: "B19",
  variants: [{ name: "opossum", yaml, warmupSeconds: 0, seconds: 40, drive }],
  read: (pools) => {
    const pool = pools("opossum")
    const letters = (ms: readonly number[]) => ms.map((each) => LETTERS[pool.noted(String(each))]?.[1] ?? "?").join("")
    return [
      { key: "opens at exactly 50%", value: letters(times(ALTERNATING)).includes("O") },
      { key: "after one more failure", value: letters(times(AFTER, ALTERNATING)) },
      { key: "after reset, probe ok", value: letters(times(AFTER, afterReset)) },
    ]
  },
}

/** By the millisecond of each call, the place of its letter. */
function drive(run: Run): Readonly<Record<string, number>> {
  const noted: Record<string, number> = {}
  for (const ms of [...goodMs, ...badMs].sort((a, b) => a - b)) {
    const before = counts(run)
    run.advance((ms + 0.5) * 1e6)
    noted[ms] = counts(run).findIndex((count, index) => count > (before[index] ?? 0))
  }
  run.advance()
  return noted
}

function counts(run: Run): readonly number[] {
  const edge = run.estate.ports.edges.get("door -> server")
  return LETTERS.map(([outcome]) => edge?.outcomes[OUTCOMES.indexOf(outcome)] ?? 0)
}

function times(count: number, fromMs = 0): readonly number[] {
  return Array.from({ length: count }, (_, index) => fromMs + index)
}

function instants(ms: readonly number[]): string {
  return ms.map((each) => `${each}ms`).join(", ")
}
