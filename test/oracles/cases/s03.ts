import { type OracleCase, requests } from "../case.ts"

const SYNS_PER_SECOND = [14, 17, 20]
/** With each seed; all eight make eight times what the oracle asks for. */
const SYNS = 5e5
/** Seconds until the table has forgotten how it was filled: ten lives of an entry. */
const WARMUP = 630

/** Readers hold no entry for any time, so the load is the flood's alone, and they see the table as it is over time. */
const door = (perSecond: number) => `
components:
  readers: { kind: client }
  flood: { kind: client }
  door: { kind: tcp-listener, to: site, attackers: [flood], backlog: 1024, entryLife: 63s, cookies: off, synRetries: 0 }
  site: { kind: service, concurrency: unlimited, operations: { page: [{ work: 0ms }] } }
load:
  readers: { open: poisson 5/s, to: door }
  flood: { open: poisson ${perSecond}/s, to: door }
`

export const s03: OracleCase = {
  id: "S03",
  variants: SYNS_PER_SECOND.map((perSecond) => ({
    name: nameOf(perSecond),
    yaml: door(perSecond),
    ...requests(SYNS, perSecond, WARMUP * perSecond),
  })),
  read: (pools) =>
    SYNS_PER_SECOND.map((perSecond) => {
      const name = nameOf(perSecond)
      const lost = pools(name).count("door.connectionsLost")
      return { key: `P_block ${name}`, value: lost / (lost + pools(name).count("door.connections")) }
    }),
}

function nameOf(perSecond: number): string {
  return `rate=${perSecond}/s`
}
