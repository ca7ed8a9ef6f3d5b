import { type OracleCase, stated } from "../case.ts"

const yaml = `
components:
  customers: { kind: client }
  robbers: { kind: client }
  waf:
    kind: waf
    to: shop
    attackers: [robbers]
    rules: { all: { severity: critical, attacks: 99%, benign: 1% } }
  shop: { kind: service, concurrency: unlimited, operations: { buy: [{ work: 0ms }] } }
load:
  customers: { open: poisson 999/s, to: waf }
  robbers: { open: poisson 1/s, to: waf }
`

export const s04: OracleCase = {
  id: "S04",
  variants: [{ name: "one in a thousand", yaml, ...stated(1e6, 1000) }],
  read: (pools) => {
    const found = pools("one in a thousand").count("waf.truePositives")
    const wrong = pools("one in a thousand").count("waf.falsePositives")
    return [{ key: "precision", value: found / (found + wrong) }]
  },
}
