import { expect, it } from "vitest"
import { Backends } from "../../../components/kit/balancing/backends.ts"
import { chooserOf } from "../../../components/kit/balancing/strategy.ts"
import { seedWords } from "../../../engine/index.ts"
import { strategyOf } from "../support/world.ts"

it.each([
  [[1, 1, 1], "abcabca"],
  [[1, 0, 1], "acacaca"],
  [[0, 1, 0], "bbbbbbb"],
])("with %j up gives %s", (up, wanted) => {
  const backends = new Backends([4, 5, 6])
  backends.up.set(up)
  const name = { seed: seedWords("1"), instance: "a", target: "b" }
  const chooser = chooserOf(strategyOf("round-robin"), {}, backends, name)
  const letters = Array.from({ length: 7 }, () => "abc"[chooser.choose(0, 0, backends)])
  expect(letters.join("")).toBe(wanted)
})
