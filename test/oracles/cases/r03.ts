import { type OracleCase, requests } from "../case.ts"
import { flaky } from "../flaky.ts"

const SHARES = [0.1, 0.3, 0.5]

export const r03: OracleCase = {
  id: "R03",
  variants: SHARES.map((share) => ({
    name: `p=${share}`,
    yaml: flaky(`${100 * share}%`, 4),
    ...requests(5e5, 1000, 0),
  })),
  read: (pools) =>
    SHARES.map((share) => {
      const pool = pools(`p=${share}`)
      const value = pool.calls("users -> server") / pool.count("users.offered")
      return { key: `amplification 3 retries p=${share}`, value }
    }),
  waits: { "amplification adaptive": "issue 3: retry budgets" },
}
