import { type OracleCase, requests } from "../case.ts"

/** Layers that try, and how often each does, by key. */
const STACKS = { db_calls_per_user_call: { layers: 5, tries: 3 }, "layers=3,tries=4": { layers: 3, tries: 4 } }

export const r02: OracleCase = {
  id: "R02",
  variants: Object.entries(STACKS).map(([name, { layers, tries }]) => ({
    name,
    yaml: stack(layers, tries),
    ...requests(100, 10, 0),
  })),
  read: (pools) =>
    Object.entries(STACKS).map(([key, { layers }]) => {
      const pool = pools(key)
      return { key, value: pool.calls(`layer${layers} -> db`) / pool.count("users.completed") }
    }),
}

function stack(layers: number, tries: number): string {
  const names = Array.from({ length: layers }, (_, index) => `layer${index + 1}`)
  const services = names.map((name, index) => {
    return `  ${name}: { kind: service, operations: { serve: [{ call: ${names[index + 1] ?? "db"} }] } }`
  })
  return `
components:
  users: { kind: client }
${services.join("\n")}
  db: { kind: service, operations: { query: [{ fail: error }] } }
load:
  users: { open: constant 10/s, to: layer1 }
policies:
  "layer* -> *": { retry: { attemptsMax: ${tries}, backoff: none } }
`
}
