import type { Run } from "../../../index.ts"
import { type OracleCase, users } from "../case.ts"

const NS_PER_SECOND = 1e9
const CALLS = 6
/** More than the calls that fail and those that succeed until it has recovered. */
const SECONDS = 120

const budget = "budget: { kind: token-throttle, tokensMax: 10, tokenRatio: 0.1 }"

const failing = `${users("open: constant 1/s", "operations: { serve: [{ fail: 100% }] }")}
policies:
  "users -> server": { retry: { attemptsMax: 4, backoff: none }, ${budget} }
`

/** Calls fail until no token is left, then succeed slowly: the throttle bounds hedges by the same rule (A6). */
const recovering = `
components:
  failing: { kind: client }
  slow: { kind: client }
  door: { kind: service, operations: { fail: [{ call: server.fail }], slow: [{ call: server.slow }] } }
  server: { kind: service, operations: { fail: [{ fail: 100% }], slow: [{ work: 20ms }] } }
load:
  failing: { open: constant 10/s, to: door.fail, stopAt: 2s }
  slow: { open: constant 1/s, to: door.slow, startAt: 3s }
policies:
  "door -> server": { hedge: { kind: fixed-delay, delay: 10ms }, ${budget} }
`

export const r06: OracleCase = {
  id: "R06",
  variants: [
    { name: "failing", yaml: failing, warmupSeconds: 0, seconds: CALLS + 2, drive: countTries },
    { name: "recovering", yaml: recovering, warmupSeconds: 0, seconds: SECONDS, drive: countSuccesses },
  ],
  read: (pools) => [
    ...Array.from({ length: CALLS }, (_, at) => ({
      key: "attempts_per_rpc first six",
      value: pools("failing").noted(`call ${at}`),
      variant: `call ${at + 1}`,
      at,
    })),
    { key: "successes_to_resume_from_0_tokens", value: pools("recovering").noted("successes") },
  ],
}

function countTries(run: Run): Readonly<Record<string, number>> {
  const tries: number[] = []
  for (let second = 0; tries.length < CALLS; second++) {
    const before = edgeOf(run, "users -> server").calls
    run.advance((second + 0.5) * NS_PER_SECOND)
    const made = edgeOf(run, "users -> server").calls - before
    if (made > 0) tries.push(made)
  }
  run.advance()
  return Object.fromEntries(tries.map((made, at) => [`call ${at}`, made]))
}

/** Successes before the first call that is hedged. */
function countSuccesses(run: Run): Readonly<Record<string, number>> {
  run.advance(2.5 * NS_PER_SECOND)
  const edge = edgeOf(run, "door -> server")
  const before = edge.retries
  const failed = edge.calls
  for (let second = 3; edge.retries === before && second < SECONDS; second++)
    run.advance((second + 0.5) * NS_PER_SECOND)
  // The hedged call and its hedge are the last two.
  const successes = edge.calls - failed - 2
  run.advance()
  return { successes }
}

function edgeOf(run: Run, name: string) {
  const edge = run.estate.ports.edges.get(name)
  if (edge === undefined) throw new Error(`no calls ${name}`)
  return edge
}
