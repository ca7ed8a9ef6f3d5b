import { expect, it } from "vitest"
import { localityShares } from "../../../../components/kit/balancing/localities.ts"

// Oracle E03, Envoy's documentation: weights 1 and 2, the second wholly healthy; percent of the traffic to the first,
// with its arithmetic min(1, 1.4 h) / (min(1, 1.4 h) + 2). The documentation rounds some up: at most 1 apart.
it.each([
  [100, 33.33],
  [70, 32.89],
  [69, 32.57],
  [50, 25.93],
  [25, 14.89],
  [0, 0],
])("with %i %% healthy the first locality has %d %%", (healthy, wanted) => {
  const shares = localityShares([
    { weight: 1, healthy, total: 100 },
    { weight: 2, healthy: 100, total: 100 },
  ])
  expect(100 * (shares[0] ?? 0)).toBeCloseTo(wanted, 2)
  expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBeCloseTo(1, 12)
})

it("with nothing healthy or no backends gives nothing away", () => {
  expect(localityShares([{ weight: 1, healthy: 0, total: 4 }])).toEqual([0])
  expect(localityShares([{ weight: 1, healthy: 0, total: 0 }])).toEqual([0])
})
