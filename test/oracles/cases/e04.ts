import type { Run } from "../../../index.ts"
import type { OracleCase } from "../case.ts"
import { callsToReplicas } from "../replicas.ts"

const HELD = 4
/** What has to be sent until the first backend holds so many, by bias: 7 and 6 choices in turns of 2 / (held + 1) and of 2 to 1. */
const SENT = { 1: 7, 0: 6 } as const
/** Turns by deadlines repeat after seven choices where the weights are 0.4 and 1, after three where they are 2 and 1. */
const CHOICES = 2100

/**
 * Two backends of weight 2 and 1. The first never gets done with what is held, the second at once; then all else is
 * answered at once, so that one has four active requests at each choice and the other none, and weighs 1.
 */
function yaml(bias: 0 | 1): string {
  return `
components:
  holder: { kind: client }
  users: { kind: client }
  door: { kind: service, operations: { hold: [{ call: { to: server.hold, detached: true } }], serve: [{ call: server.serve }] } }
  server:
    kind: service
    replicas: 2
    weights: [2, 1]
    speeds: [0.001, 1000]
    operations: { hold: [{ work: 100s }], serve: [{ work: 0ms }] }
load:
  holder: { open: { kind: trace, at: [${Array.from({ length: SENT[bias] }, (_, second) => `${second}s`).join(", ")}] }, to: door.hold }
  users: { open: constant 1000/s, to: door.serve, startAt: 100s }
policies:
  "door -> server": { balance: { kind: least-request, activeRequestBias: ${bias} } }
`
}

/** In the order of the expected values. */
const BIASES = [1, 0] as const

export const e04: OracleCase = {
  id: "E04",
  variants: BIASES.map((bias) => ({
    name: `bias ${bias}`,
    yaml: yaml(bias),
    warmupSeconds: 0,
    seconds: 110,
    drive,
  })),
  read: (pools) =>
    BIASES.map((bias, at) => {
      const pool = pools(`bias ${bias}`)
      return { key: "w", at, value: pool.noted("first") / pool.noted("second") }
    }),
}

/** Choices of either: the first weighs as many as it is chosen for each choice of the second. */
function drive(run: Run): Readonly<Record<string, number>> {
  run.advance(99e9)
  const [held] = callsToReplicas(run, "server")
  run.advance(101e9)
  const before = callsToReplicas(run, "server")
  run.advance(101e9 + CHOICES * 1e6)
  const [first = 0, second = 0] = callsToReplicas(run, "server").map((calls, replica) => calls - (before[replica] ?? 0))
  run.advance()
  const isAsMeant = held === HELD && first + second === CHOICES
  return { first: isAsMeant ? first : Number.NaN, second }
}
