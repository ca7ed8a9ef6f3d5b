/** What the oracles without a case wait for. */
export const WAITS: Readonly<Record<string, readonly string[]>> = {
  "issue 3: resilience": ["B18", "B19", "AC1"],
  "issue 3: rate limiters": ["L03", "L04", "B09"],
  "issue 3: caches and CDN": ["C03"],
  "issue 3: hashing": ["H01", "H03", "B21"],
  "issue 3: balancers": ["B01", "B04", "B07", "E01", "E03", "E04"],
  "issue 3: discovery": ["DI1", "DI2"],
  "issue 3: consensus and gossip": ["P01", "P02", "G01", "G02"],
  "issue 3: connections": ["N02", "N03"],
  "issue 3: edge": ["S03", "S04"],
  "issue 3: mesh": ["CI5"],
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
