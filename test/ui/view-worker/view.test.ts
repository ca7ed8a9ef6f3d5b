import { describe, expect, it } from "vitest"
import { sceneOf } from "../../../bench/playback/scene.ts"
import { topologyOf } from "../../../ui/engine-worker/topology.ts"
import type { FeedTaken, Mark } from "../../../ui/protocol/feed.ts"
import type { FrameRequest } from "../../../ui/protocol/view-api.ts"
import type { Raster } from "../../../ui/view-worker/draw/raster.ts"
import { View } from "../../../ui/view-worker/view.ts"
import { awkward } from "../playback/support.ts"
import { beginOf, Sender } from "./support.ts"

const SECOND = 1e9
const transform = { scale: 1, dx: 4, dy: 4, width: 800, height: 200 }

/** A thread whose tasks wait until they are let go. */
class Tasks {
  private readonly tasks: (() => void)[] = []

  later(task: () => void): void {
    this.tasks.push(task)
  }

  nowMs(): number {
    return 0
  }

  /** Does one; false if there is none. */
  next(): boolean {
    const task = this.tasks.shift()
    task?.()
    return task !== undefined
  }

  all(): void {
    while (this.next());
  }
}

function opened() {
  const tasks = new Tasks()
  const view = new View(tasks)
  const sender = new Sender(awkward)
  const topology = topologyOf(sender.run)
  view.receive(beginOf(topology))
  const request = (tNs: number): FrameRequest => ({ surface: "main", branch: 0, tNs, transform, highlight: null })
  return { tasks, view, sender, topology, request }
}

it("each message of the feed is answered once all of it has been taken in", () => {
  const { tasks, view, sender } = opened()
  const taken: FeedTaken[] = []
  view.onTaken = (one) => taken.push(one)
  view.receive(sender.advance(SECOND))
  view.receive(sender.advance(3 * SECOND))
  expect(taken).toEqual([])
  while (taken.length === 0) expect(tasks.next()).toBe(true)
  expect([taken, view.extent(0).toNs]).toEqual([[{ branch: 0, nowNs: SECOND }], SECOND])
  tasks.all()
  expect(taken.map(({ nowNs }) => nowNs)).toEqual([SECOND, 3 * SECOND])
})

describe("a frame that is wanted", () => {
  it("is the latest: those before it are told that they were not painted", async () => {
    const { tasks, view, sender, topology, request } = opened()
    view.receive(sender.advance(3 * SECOND))
    tasks.all()
    view.setScene("main", sceneOf(topology))
    const shown: Raster[] = []
    view.show("main", { show: (raster) => shown.push(raster) })
    const answers = [1, 2, 2.5].map((seconds) => view.want(request(seconds * SECOND)))
    tasks.all()
    const painted = (await Promise.all(answers)).map((answer) => [answer.tNs / SECOND, answer.painted])
    expect(painted).toEqual([
      [1, false],
      [2, false],
      [2.5, true],
    ])
    expect(shown.map(({ width, height }) => [width, height])).toEqual([[800, 200]])
  })

  it("says what it took and shows", async () => {
    const { tasks, view, sender, topology, request } = opened()
    view.receive(sender.advance(3 * SECOND))
    tasks.all()
    view.setScene("main", sceneOf(topology, "node", 10))
    const wanted = view.want(request(1.19 * SECOND))
    tasks.all()
    const { painted, underWay, shown, touched, marks, hash } = await wanted
    const sum = (counts: Int32Array) => counts.reduce((total, count) => total + count, 0)
    expect(painted).toBe(true)
    expect(sum(shown)).toBeGreaterThan(0)
    expect(sum(shown)).toBeLessThanOrEqual(10)
    expect(sum(underWay)).toBeGreaterThan(10)
    expect([...shown].every((count, outcome) => count <= (underWay[outcome] ?? 0))).toBe(true)
    expect(touched).toBeGreaterThan(0)
    expect(marks).toBeGreaterThan(10)
    expect(hash).toMatch(/^[0-9a-f]{16}$/)
  })

  it("is not painted before there is a scene, or a record", async () => {
    const { tasks, view, topology, request } = opened()
    const early = view.want(request(0))
    view.setScene("main", sceneOf(topology))
    const absent = view.want({ ...request(0), branch: 7 })
    tasks.all()
    expect((await early).painted).toBe(false)
    expect((await absent).painted).toBe(false)
  })

  it("is the same whichever way it was reached, and another at another instant", async () => {
    const { tasks, view, sender, topology, request } = opened()
    view.receive(sender.advance(3 * SECOND))
    tasks.all()
    view.setScene("main", sceneOf(topology))
    const hashes: string[] = []
    for (const seconds of [1, 2.9, 0.1, 1]) {
      const wanted = view.want(request(seconds * SECOND))
      tasks.all()
      hashes.push((await wanted).hash)
    }
    expect(hashes[3]).toBe(hashes[0])
    expect(new Set(hashes).size).toBe(3)
  })
})

describe("a record that comes in bits", () => {
  it("is taken in between questions", () => {
    const { tasks, view, sender } = opened()
    view.receive(sender.advance(1 * SECOND))
    expect(view.extent(0).spans).toBe(0)
    tasks.all()
    const { spans, toNs } = view.extent(0)
    expect(spans).toBeGreaterThan(0)
    expect(toNs).toBe(1 * SECOND)
    view.receive(sender.advance(2 * SECOND))
    tasks.all()
    expect(view.extent(0).spans).toBeGreaterThan(spans)
    expect(view.extent(1).spans).toBe(0)
    expect(() => view.stateAt(1, 0)).toThrow("no record of run 1")
  })
})

describe("marks", () => {
  const mark = { id: "breach:0", kind: "breach", label: "slow", targets: ["shop"], fromNs: 1, toNs: 5 } as const

  it("are replaced by those of the same name, and a breach is taken back by one that lasts no time", () => {
    const { tasks, view, sender } = opened()
    let seconds = 0
    const send = (marks: readonly Mark[]) => {
      view.receive({ ...sender.advance(++seconds * SECOND), marks })
      tasks.all()
      return view.extent(0).marks
    }
    expect(send([mark])).toEqual([mark])
    expect(send([{ ...mark, toNs: 9 }])).toEqual([{ ...mark, toNs: 9 }])
    expect(send([{ ...mark, toNs: 1 }])).toEqual([])
  })
})

describe("a call that is pointed at", () => {
  it("names its request", async () => {
    const { tasks, view, sender, topology, request } = opened()
    view.receive(sender.advance(3 * SECOND))
    tasks.all()
    view.setScene("main", sceneOf(topology))
    const wanted = view.want(request(1.19 * SECOND))
    tasks.all()
    await wanted
    const found = new Set<number>()
    for (let x = 0; x < transform.width; x += 4) {
      for (let y = 0; y < transform.height; y += 4) {
        const root = view.pick("main", x, y)
        if (root !== null) found.add(root)
      }
    }
    // Those of which a call can be seen: not what waits behind others in a queue that is drawn by tens.
    const underWay = view.stateAt(0, 1.19 * SECOND).requestsUnderWay
    expect(found.size).toBeGreaterThanOrEqual(16)
    expect(found.size).toBeLessThanOrEqual(underWay)
    expect(view.pick("main", 790, 190)).toBeNull()
    expect(view.pick("other", 0, 0)).toBeNull()
  })
})
