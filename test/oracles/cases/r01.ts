import { type OracleCase, requests } from "../case.ts"
import { flaky } from "../flaky.ts"

const TRIES = [1, 2, 3, 4]

export const r01: OracleCase = {
  id: "R01",
  variants: TRIES.map((tries) => ({ name: `n=${tries}`, yaml: flaky("30%", tries), ...requests(5e5, 1000, 0) })),
  read: (pools) =>
    TRIES.flatMap((tries) => {
      const pool = pools(`n=${tries}`)
      const success = {
        key: `success n=${tries}`,
        value: pool.count("users.succeeded") / pool.count("users.completed"),
      }
      if (tries === 1) return [success]
      const attempts = pool.calls("users -> server") / pool.count("users.offered")
      return [success, { key: `attempts_mean n=${tries}`, value: attempts }]
    }),
}
