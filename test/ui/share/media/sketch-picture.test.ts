import { expect, test } from "vitest"
import { sceneOf } from "../../../../bench/playback/scene.ts"
import { sketchPicture } from "../../../../ui/share/media/sketch-picture.ts"
import { stillFrame } from "../../../../ui/share/media/still-frame.ts"
import { pictureSvg } from "../../../../ui/share/picture/picture-svg.ts"
import { Sketcher } from "../../../../ui/view-worker/sketcher.ts"
import { awkward, numbers } from "../../playback/support.ts"
import { branchOf } from "../../view-worker/support.ts"
import { readSvg, within } from "../svg.ts"

const branch = branchOf(awkward, [3e9])
const { topology } = branch
const sketcher = new Sketcher(branch, sceneOf(topology))

test("a picture has the names of the topology and the numbers of the sketch", () => {
  const sketch = sketcher.at(1.15e9)
  const { title, nodes, edges } = sketchPicture(sketch, topology)
  expect(title).toBe(`${topology.scenario.name} at 0:01.150`)
  expect(nodes.map(({ id, family, replicas, slots }) => [id, family, replicas, slots])).toEqual([
    ["shop", "Client", 1, null],
    ["stock", "Database", 1, 3],
    ["web", "Service", 2, 16],
  ])
  expect(nodes.map(({ queue, busy, inFlight }) => [queue, busy, inFlight])).toEqual(
    nodes.map((_, i) => [sketch.queued[i], sketch.busy[i], sketch.underWay[i]]),
  )
  // The database stands still: what waits for it is seen.
  expect(Math.max(...sketch.queued)).toBeGreaterThan(5)
  expect(edges.map(({ from, to }) => `${from} ${to}`)).toEqual(topology.edges.map(({ from, to }) => `${from} ${to}`))
})

test.each([
  [1e9, "0:01.150"],
  [1e6, "0:01.150"],
  [50_000, "0:01.15000"],
])("instants %i ns apart are told apart", (stepNs, said) => {
  expect(sketchPicture(sketcher.at(1.15e9), topology, stepNs).title).toBe(`${topology.scenario.name} at ${said}`)
})

test("calls inside nodes are told by the nodes' numbers, those between them are drawn", () => {
  const counts = numbers(3, 30, 3e9).map((tNs) => {
    const sketch = sketcher.at(tNs)
    const { particles } = sketchPicture(sketch, topology)
    const all = within(readSvg(pictureSvg(sketchPicture(sketch, topology), sketch.scene.palette)))
    expect(all.filter(({ name }) => name === "use")).toHaveLength(particles.length)
    return [particles.length, sketch.calls.isOnTheWay.filter((one) => one === 1).length]
  })
  expect(counts.map(([drawn]) => drawn)).toEqual(counts.map(([, wanted]) => wanted))
  expect(Math.max(...counts.map(([drawn = 0]) => drawn))).toBeGreaterThan(0)
})

test("every frame of a film has the same place and size, and the title is seen", () => {
  const frames = numbers(4, 20, 3e9).map((tNs) => {
    const sketch = sketcher.at(tNs)
    const picture = sketchPicture(sketch, topology)
    const frame = stillFrame(sketch, topology)
    const all = within(readSvg(pictureSvg(picture, sketch.scene.palette, frame)))
    expect(all.filter(({ name, text }) => name === "text" && text === picture.title)).toHaveLength(1)
    return all[0]?.attributes.viewBox
  })
  expect(new Set(frames).size).toBe(1)
})
