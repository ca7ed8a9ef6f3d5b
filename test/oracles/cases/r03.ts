import { type OracleCase, requests } from "../case.ts"
import { flaky } from "../flaky.ts"

const SHARES = [0.1, 0.3, 0.5]
/** Where failures come faster than tokens. */
const SHARES_OF_BUDGET = [0.3, 0.5]
const BUDGET = ", budget: { kind: token-bucket, deposit: 10%, tokensMax: 5 }"

export const r03: OracleCase = {
  id: "R03",
  variants: [
    ...SHARES.map((share) => ({
      name: `3 retries p=${share}`,
      yaml: flaky(`${100 * share}%`, 4),
      ...requests(5e5, 1000, 0),
    })),
    ...SHARES_OF_BUDGET.map((share) => ({
      name: `adaptive p=${share}`,
      yaml: flaky(`${100 * share}%`, 4, BUDGET),
      ...requests(5e5, 1000, 0),
    })),
  ],
  read: (pools) =>
    [...SHARES.map((share) => `3 retries p=${share}`), ...SHARES_OF_BUDGET.map((share) => `adaptive p=${share}`)].map(
      (name) => {
        const pool = pools(name)
        return { key: `amplification ${name}`, value: pool.calls("users -> server") / pool.count("users.offered") }
      },
    ),
}
