import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ENVOY_PRIORITIES, levelAt, priorityLoads } from "../../../../components/kit/balancing/priority-levels.ts"

const percents = (...healthy: readonly number[]) => healthy.map((each) => ({ healthy: each, total: 100 }))

describe("priority levels", () => {
  it.each([
    // Acceptance fact A12: two levels with so many percent healthy.
    [percents(71, 71), [99, 1], [false, false]],
    [percents(50, 50), [70, 30], [false, false]],
    [percents(25, 25), [50, 50], [true, true]],
    // Oracle E01: the second level wholly healthy, so never panic.
    [percents(100, 100), [100, 0], [false, false]],
    [percents(72, 100), [100, 0], [false, false]],
    [percents(71, 100), [99, 1], [false, false]],
    [percents(50, 100), [70, 30], [false, false]],
    [percents(25, 100), [35, 65], [false, false]],
    [percents(0, 100), [0, 100], [false, false]],
    // By the formula, where a row of Envoy's panic page says 50 and 50.
    [percents(50, 60), [70, 30], [false, false]],
    // Health 14 and 70 of 84: 16.7 and 83.3 percent, what rounding leaves goes to the first; it alone is below 50 %.
    [percents(10, 50), [17, 83], [true, false]],
    // All in panic: by number of backends, the rest to the first.
    [percents(10, 10, 10), [34, 33, 33], [true, true, true]],
    [percents(0, 0), [50, 50], [true, true]],
  ])("%j: loads %j, panic %j", (levels, loads, panics) => {
    expect(priorityLoads(levels)).toEqual({ loads, panics })
  })

  it("with panic turned off, all down leaves everything at the first level", () => {
    const options = { ...ENVOY_PRIORITIES, panicThreshold: 0 }
    expect(priorityLoads(percents(0, 0), options)).toEqual({ loads: [100, 0], panics: [false, false] })
    expect(priorityLoads(percents(10, 10), options)).toEqual({ loads: [50, 50], panics: [false, false] })
  })

  it("leaves out a level without backends", () => {
    const levels = [
      { healthy: 0, total: 0 },
      { healthy: 3, total: 3 },
    ]
    expect(priorityLoads(levels).loads).toEqual([0, 100])
    expect(priorityLoads([{ healthy: 0, total: 0 }]).loads).toEqual([100])
  })

  it("always gives away 100 percent, and spread draws accordingly", () => {
    const level = fc.nat(20).chain((total) => fc.record({ healthy: fc.nat(total), total: fc.constant(total) }))
    fc.assert(
      fc.property(
        fc.array(level, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0, 50, 100),
        (levels, panicThreshold) => {
          const { loads } = priorityLoads(levels, { overprovisioning: 140, panicThreshold })
          expect(loads.reduce((sum, load) => sum + load)).toBe(100)
          const drawn = loads.map(
            (_, at) =>
              Array.from({ length: 100 }, (__, percent) => levelAt(loads, percent)).filter((each) => each === at)
                .length,
          )
          expect(drawn).toEqual(loads)
        },
      ),
    )
  })
})
