import { expect, it } from "vitest"
import { Choosing } from "./support/choosing.ts"

it("fills the first, then the next, and goes back to whoever has room again", () => {
  const choosing = new Choosing("first", [1, 1, 1], { connectionsMax: 2 })
  expect(choosing.heldLetters(6)).toBe("aabbcc") // B07
  choosing.backends.leave(1)
  expect(choosing.heldLetters(1)).toBe("b")
  choosing.backends.leave(2)
  choosing.backends.leave(0)
  expect(choosing.heldLetters(2)).toBe("ac")
})

it("leaves out who is down, and gives to the least busy where all are full", () => {
  const choosing = new Choosing("first", [1, 1, 1], { connectionsMax: 1 })
  choosing.backends.up[0] = 0
  expect(choosing.heldLetters(5)).toBe("bcbcb")
  choosing.backends.up.fill(0)
  expect(choosing.choose()).toBe(-1)
})

it("does not look at weights", () => {
  expect(new Choosing("first", [0, 5], { connectionsMax: 3 }).heldLetters(4)).toBe("aaab")
})
