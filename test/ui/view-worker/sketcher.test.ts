import { describe, expect, it } from "vitest"
import { sceneOf } from "../../../bench/playback/scene.ts"
import { ON_THE_WAY, ON_THE_WAY_BACK } from "../../../ui/playback/particles.ts"
import { Picture, WINDOW_NS } from "../../../ui/view-worker/draw/picture.ts"
import { Sketcher } from "../../../ui/view-worker/sketcher.ts"
import { awkward, numbers } from "../playback/support.ts"
import { branchOf } from "./support.ts"

const branch = branchOf(awkward, [3e9])
const scene = sceneOf(branch.topology, "inside")
const instants = numbers(9, 40, 3e9)

describe("a sketch", () => {
  const sketcher = new Sketcher(branch, scene)

  it("has the calls where the picture puts them, as they end", () => {
    const picture = new Picture(branch, scene)
    let [drawn, retries, inside] = [0, 0, 0]
    for (const tNs of instants) {
      const { calls } = sketcher.at(tNs)
      picture.compose({ tNs, highlight: null })
      const { particles, x, y } = picture.crowd
      const placed = [...Array(particles.count).keys()].filter((i) => !Number.isNaN(x[i]))
      expect([...calls.x]).toEqual(placed.map((i) => x[i]))
      expect([...calls.y]).toEqual(placed.map((i) => y[i]))
      expect([...calls.outcome]).toEqual(placed.map((i) => particles.outcome[i]))
      expect([...calls.isRetry]).toEqual(placed.map((i) => Number((particles.attempt[i] ?? 0) > 0)))
      const ways = [ON_THE_WAY, ON_THE_WAY_BACK]
      expect([...calls.isOnTheWay]).toEqual(placed.map((i) => Number(ways.includes(particles.leg[i] ?? -1))))
      drawn += placed.length
      retries += calls.isRetry.reduce((sum, one) => sum + one, 0)
      inside += calls.isOnTheWay.filter((one) => one === 0).length
    }
    expect(Math.min(drawn, retries, inside)).toBeGreaterThan(5)
  })

  it("has every node's and edge's numbers", () => {
    let [most, fastest] = [0, 0]
    for (const tNs of instants) {
      const { queued, busy, underWay, perSecond, latencyNs } = sketcher.at(tNs)
      branch.playback.seek(tNs)
      const sums = (of: (actor: number) => number) =>
        branch.topology.nodes.map(({ actors }) => actors.reduce((sum, actor) => sum + of(actor), 0))
      expect([...queued]).toEqual(sums((actor) => branch.playback.queueOf(actor)))
      expect([...busy]).toEqual(sums((actor) => branch.playback.busyOf(actor)))
      expect([...underWay]).toEqual(sums((actor) => branch.playback.inFlightTo(actor)))
      const { names } = branch.playback.components
      branch.topology.edges.forEach(({ from, to }, edge) => {
        const stretch = { fromNs: tNs - WINDOW_NS, toNs: tNs }
        const rate = branch.rates.rate(names.indexOf(from), names.indexOf(to), stretch)
        expect([perSecond[edge], latencyNs[edge]]).toEqual([rate.perSecond, expect.closeTo(rate.latencyNs, 3)])
        fastest = Math.max(fastest, rate.perSecond)
      })
      most = Math.max(most, ...queued)
    }
    expect([most > 3, fastest > 100]).toEqual([true, true])
  })

  it("is a function of the instant, whichever way it was reached, and its arrays are its own", () => {
    const forwards = instants.map((tNs) => structuredClone(sketcher.at(tNs)))
    const kept = instants.map((tNs) => sketcher.at(tNs))
    const backwards = instants
      .toReversed()
      .map((tNs) => new Sketcher(branch, scene).at(tNs))
      .toReversed()
    expect(kept).toEqual(forwards)
    expect(backwards).toEqual(forwards)
  })
})
