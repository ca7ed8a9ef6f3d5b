/** What the oracles without a case wait for. */
export const WAITS: Readonly<Record<string, readonly string[]>> = {
  "a component of replicas; until then test/components/consensus/oracles.test.ts": ["P01", "P02", "G01", "G02"],
  "a later issue: brokers": ["H04", "H05", "R09", "R11", "R12", "R13"],
  "a later issue: Kubernetes": ["R08", "K01", "K04", "K05", "K07"],
  "a later issue: availability": ["A01", "A03", "A05"],
  "a later issue: data stores": ["B11", "B14", "B15", "DB2", "P06", "G03"],
  "a later issue: capacity planning": ["S01", "S02"],
  "a later issue: accounting of a whole run": ["I01", "I02"],
  "a later issue: chance": ["D01", "B17", "H06"],
  "a later issue: observability": ["D03", "O01", "O03", "O04", "O05"],
  "a later issue: delivery pipelines": ["CI1", "CI2"],
}

/** What an oracle waits for; undefined where it has to be run. */
export function waitOf(id: string): string | undefined {
  return Object.entries(WAITS).find(([, ids]) => ids.includes(id))?.[0]
}
