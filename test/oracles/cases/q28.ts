import { type OracleCase, stated } from "../case.ts"

const WIDTHS = [2, 10]

export const q28: OracleCase = {
  id: "Q28",
  variants: WIDTHS.map((width) => ({ name: `n=${width}`, yaml: forkJoin(width), ...stated(1e6, 0.8) })),
  read: (pools) => {
    const two = pools("n=2").meanSeconds("users.latency")
    const ten = pools("n=10").meanSeconds("users.latency")
    return [
      { key: "T_mean_s n=2 (exact)", value: two },
      { key: "T_mean_s n=10 (Nelson-Tantawi, +-5% by their claim)", value: ten },
      { key: "T_mean_s n=10 (simulated reference)", value: ten },
    ]
  },
}

function forkJoin(width: number): string {
  const names = Array.from({ length: width }, (_, index) => `queue${index + 1}`)
  const queue = "{ kind: service, concurrency: 1, operations: { serve: [{ work: exponential 1s }] } }"
  const calls = names.map((name) => `{ call: ${name} }`).join(", ")
  return `
components:
  users: { kind: client }
  fork: { kind: service, concurrency: unlimited, operations: { serve: [{ parallel: [${calls}] }] } }
${names.map((name) => `  ${name}: ${queue}`).join("\n")}
load:
  users: { open: poisson 0.8/s, to: fork }
`
}
