import { expect, it } from "vitest"
import { STRATEGIES } from "../../../components/load-balancing/choice.ts"
import { createStream, OK, seedWords } from "../../../engine/index.ts"
import { Choosing } from "./support/choosing.ts"

/** Every way to choose: each strategy with its defaults and with each preset that says something else. */
const ways = [...STRATEGIES.values()].flatMap(({ kind, params, presets }) => {
  const seen = new Map<string, { name: string; kind: string; text: object }>()
  for (const [name, set] of [["", {}] as const, ...Object.entries(presets)]) {
    const parsed = JSON.stringify(params.parse(set))
    if (!seen.has(parsed)) seen.set(parsed, { name: `${kind} ${name}`.trim(), kind, text: set })
  }
  return [...seen.values()]
})

/** The choices of one caller: a call each ms, some keys popular, backends unlike in speed, one away for a while, one slow. */
function trace(kind: string, text: object, weights: readonly number[]): string {
  const choosing = new Choosing(kind, weights, text, "3")
  const { backends, chooser } = choosing
  const luck = createStream(seedWords("trace"), "luck", "trace")
  const open: { readonly endNs: number; readonly index: number; readonly latencyNs: number }[] = []
  let picks = ""
  for (let call = 0; call < 2000; call++) {
    choosing.nowNs = call * 1e6
    luck.step()
    backends.up[1] = call > 600 && call < 900 ? 0 : 1
    for (const each of open.filter(({ endNs }) => endNs <= choosing.nowNs)) {
      open.splice(open.indexOf(each), 1)
      backends.leave(each.index)
      chooser.settled(choosing.nowNs, each.index, each.latencyNs, OK)
    }
    const index = choosing.choose((luck.a >>> 0) % ((luck.b & 1) === 0 ? 10 : 100_000))
    picks += index
    backends.enter(index)
    const isSlow = index === 0 && call > 1200 && call < 1300
    const latencyNs = (2 + 9 * index + ((luck.b >>> 8) % 10)) * (isSlow ? 40e6 : 1e6)
    open.push({ endNs: choosing.nowNs + latencyNs, index, latencyNs })
  }
  return picks
}

it("tells every strategy and preset from every other, by the choices alone", () => {
  expect(ways.length).toBeGreaterThanOrEqual(STRATEGIES.size + 10)
  const equal = ways.map(({ kind, text }) => trace(kind, text, [1, 1, 1, 1]))
  const unequal = ways.map(({ kind, text }) => trace(kind, text, [3, 1, 2, 4]))
  const alike = ways.flatMap(({ name }, left) =>
    ways
      .slice(0, left)
      .filter((_, right) => equal[left] === equal[right] && unequal[left] === unequal[right])
      .map((other) => `${name} = ${other.name}`),
  )
  expect(alike).toEqual([])
})
