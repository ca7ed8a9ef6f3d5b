import { describe, expect, it } from "vitest"
import { Backends } from "../../../components/kit/balancing/backends.ts"
import { chooserOf } from "../../../components/kit/balancing/strategy.ts"
import { seedWords } from "../../../engine/index.ts"
import { strategyOf } from "../support/world.ts"
import { Choosing } from "./support/choosing.ts"

type Ties = "round-robin" | "smooth-weighted"

function setUp(ties: Ties, weights: readonly number[]) {
  const backends = new Backends(
    weights.map((_, index) => index),
    weights,
  )
  const name = { seed: seedWords("1"), instance: "a", target: "b" }
  const params = strategyOf("least-connections").params.parse({ ties })
  const chooser = chooserOf(strategyOf("least-connections"), params, backends, name)
  return { backends, choose: () => chooser.choose(0, 0, backends) }
}

/** Letters of so many picks; each call stays open when `held`, else it ends before the next. */
function picks(ties: Ties, weights: readonly number[], count: number, held: boolean): string {
  const { backends, choose } = setUp(ties, weights)
  let text = ""
  for (let pick = 0; pick < count; pick++) {
    const index = choose()
    text += "abcdef"[index]
    if (held) backends.enter(index)
  }
  return text
}

describe("least connections", () => {
  // HAProxy 2.6.12, 12 requests held open on 3 servers, recorded: oracle B07.
  it("fills equal backends in turn when every call stays open", () => {
    expect(picks("round-robin", [1, 1, 1], 12, true)).toBe("abcabcabcabc")
  })

  it("is round robin while it has no calls open", () => {
    expect(picks("round-robin", [1, 1, 1], 7, false)).toBe("abcabca")
  })

  // All tied at 0 open calls: nginx runs smooth weighted round robin, acceptance fact A1 {5,1,1} = aabacaa.
  it("breaks ties by smooth weights as nginx does", () => {
    expect(picks("smooth-weighted", [5, 1, 1], 14, false)).toBe("aabacaaaabacaa")
    expect(picks("smooth-weighted", [4, 3, 2, 1], 10, false)).toBe("abcabdacba")
  })

  it("fills backends in proportion to their weights", () => {
    for (const ties of ["round-robin", "smooth-weighted"] as const) {
      const letters = [...picks(ties, [3, 2, 1], 60, true)]
      expect(["a", "b", "c"].map((letter) => letters.filter((one) => one === letter).length)).toEqual([30, 20, 10])
    }
  })

  // Weights 4:1 with nothing open. nginx divides 0 by both: a tie, here broken by turn, as is 4/4
  // against 1/1. HAProxy: both keys 0, the same; then 2/4 against 2/1. Kong: 1/4 against 1/1, so the heavy one first.
  it.each([
    ["open", "abaaaba"],
    ["idle-first", "abaaaaa"],
    ["with-next", "aaabaaa"],
  ])("counting %s, fills 4:1 in the order %s", (counting, wanted) => {
    expect(new Choosing("least-connections", [4, 1], { counting }).heldLetters(7)).toBe(wanted)
  })

  it("takes the least loaded wherever it stands, and never one that is down", () => {
    const { backends, choose } = setUp("round-robin", [1, 1, 2])
    backends.inFlight.set([2, 1, 3]) // per weight: 2, 1, 1.5
    expect(choose()).toBe(1)
    backends.up[1] = 0
    expect(choose()).toBe(2)
    backends.up[2] = 0
    expect(choose()).toBe(0)
    backends.up[0] = 0
    expect(choose()).toBe(-1)
  })
})
