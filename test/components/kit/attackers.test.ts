import { expect, it } from "vitest"
import { Origins } from "../../../components/kit/attackers.ts"
import { CALLER_DONE, NO_FRAME, Simulation } from "../../../engine/index.ts"

const names = ["users", "bot-1", "bot-2", "shop"]

function world(patterns: readonly string[]) {
  const sim = new Simulation()
  return { frames: sim.frames, origins: new Origins(sim, (actor) => names[actor] ?? "", patterns) }
}

it.each([
  [[], [false, false, false]],
  [["bot-1"], [false, true, false]],
  [["bot-*"], [false, true, true]],
  [
    ["users", "bot-2"],
    [true, false, true],
  ],
  [["*"], [true, true, true]],
])("%j attack", (patterns, expected) => {
  const { frames, origins } = world(patterns)
  for (const [caller, attacks] of expected.entries()) {
    const root = frames.open(NO_FRAME, caller, 0)
    expect(origins.isAttack(root)).toBe(attacks)
    // Asked again, and by way of somebody else.
    const call = frames.open(frames.open(root, 3, 0), 3, 0)
    expect(origins.rootOf(call)).toBe(root)
    expect(origins.isAttack(origins.rootOf(call))).toBe(attacks)
  }
})

it("follows nobody who has given up", () => {
  const { frames, origins } = world(["bot-*"])
  const call = frames.open(frames.open(NO_FRAME, 1, 0), 3, 0)
  expect(origins.isAttack(origins.rootOf(call))).toBe(true)
  frames.raise(call, CALLER_DONE)
  expect(origins.rootOf(call)).toBe(call)
  expect(origins.isAttack(call)).toBe(false)
})
