import { type OracleCase, stated, users } from "../case.ts"

const LOADS = [0.5, 0.8, 0.95]
/** The root of 2. */
const CV = 1.4142135623730951

export const q31: OracleCase = {
  id: "Q31",
  variants: LOADS.map((load) => ({
    name: `rho=${load}`,
    yaml: users(
      `open: renewal lognormal mean=${1 / load}s cv=${CV}`,
      `concurrency: 1, operations: { serve: [{ work: lognormal mean=1s cv=${CV} }] }`,
    ),
    ...stated(2e6, load),
  })),
  read: (pools) =>
    LOADS.flatMap((load) => {
      const value = pools(`rho=${load}`).meanSeconds("server.wait")
      return [
        { key: `Kingman upper bound rho=${load}`, value },
        { key: `Wq_s rho=${load} (simulated reference)`, value },
        { key: `Allen-Cunneen/VUT estimate rho=${load}`, value },
      ]
    }),
}
