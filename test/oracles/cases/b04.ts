import type { OracleCase } from "../case.ts"
import { lettersOf, noteReplicasAt } from "../replicas.ts"

const ADDRESSES = [
  "1.0.0.0",
  "38.91.13.7",
  "75.182.26.14",
  "112.17.39.21",
  "149.108.52.28",
  "186.199.65.35",
  "223.34.78.42",
  "37.125.91.49",
  "74.216.104.56",
  "111.51.117.63",
]
/** 10.1.2.0 to 10.1.2.255. */
const NETWORK = Array.from({ length: 256 }, (_, last) => `10.1.2.${last}`)

export const b04: OracleCase = {
  id: "B04",
  variants: [variant("sample", ADDRESSES), variant("network", NETWORK)],
  read: (pools) => [
    {
      key: "all of 10.1.2.0/24 to one server",
      // One letter where all are the same.
      value: [...new Set(lettersOf(pools("network"), NETWORK.length))].join(""),
    },
    ...ADDRESSES.map((at, place) => ({
      key: "10 sample IPs",
      at,
      value: lettersOf(pools("sample"), ADDRESSES.length)[place] ?? "?",
    })),
  ],
}

/** A request from each address in turn, a second apart. */
function variant(name: string, addresses: readonly string[]) {
  return {
    name,
    yaml: `
components:
  users: { kind: client }
  server: { kind: service, replicas: 5, operations: { serve: [{ work: 0ms }] } }
load:
  users:
    open: { kind: trace, at: [${addresses.map((_, place) => `${1000 * place}ms`).join(", ")}] }
    to: server
    keys: { kind: list, keys: [${addresses.map(keyOf).join(", ")}] }
policies:
  "users -> server": { balance: { kind: ip-hash, addresses: sequential } }
`,
    warmupSeconds: 0,
    seconds: addresses.length + 1,
    drive: (run: Parameters<typeof noteReplicasAt>[0]) =>
      noteReplicasAt(
        run,
        "server",
        addresses.map((_, place) => 1000 * place),
      ),
  }
}

/** The key whose sequential address this is: how far it comes after 10.0.0.0, round the end of all addresses. */
function keyOf(address: string): number {
  const number = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0)
  const after = number - 10 * 256 * 256 * 256
  return after < 0 ? after + 4_294_967_296 : after
}
