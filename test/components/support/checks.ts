import { expect } from "vitest"
import { World, type WorldOptions } from "./world.ts"

/**
 * What every component owes: the same run twice is the same; a run that is saved in the middle and goes on in another
 * world ends as if nothing had happened; when nothing is pending, no call is left open.
 */
export function expectDeterministic(options: WorldOptions, cutAtNs: number): World {
  const whole = new World(options).start().run()
  expect(new World(options).start().run().trace()).toEqual(whole.trace())

  const before = new World(options).start().run(cutAtNs)
  expect(before.sim.frames.live, "calls open where the run is cut").toBeGreaterThan(0)
  const after = new World(options).restore(before.snapshot()).run()
  expect(after.trace()).toEqual(whole.trace())

  expect(whole.sim.frames.live).toBe(0)
  return whole
}
