import { describe, expect, test } from "vitest"
import { lastingNs, reachesOf, startAmount, verbsFor } from "../../../ui/picture/faults/choices.ts"
import { FrameSender } from "../../../ui/picture/scene/frame-sender.ts"
import { makeScene } from "../../../ui/picture/scene/make-scene.ts"
import { transformOf } from "../../../ui/picture/scene/transform.ts"
import { sampleText } from "../../../ui/picture/state/frame-notes.ts"
import { struckAt } from "../../../ui/picture/state/struck.ts"
import { Viewports } from "../../../ui/picture/state/viewports.ts"
import { busyText, numbersOf, summaryOf } from "../../../ui/picture/text/node-numbers.ts"
import { edgeText } from "../../../ui/picture/text/numbers.ts"
import type { Mark } from "../../../ui/protocol/feed.ts"
import { exactDuration } from "../../../ui/state/interventions.ts"
import { nodeOf, topologyOf } from "./support.ts"

describe("frames", () => {
  function sender() {
    const sent: number[] = []
    const answered: number[] = []
    const waiting: (() => void)[] = []
    const send = (request: number) => {
      sent.push(request)
      return new Promise<number>((answer) => waiting.push(() => answer(request)))
    }
    const frames = new FrameSender<number, number>(send, (answer) => answered.push(answer))
    const answer = async () => {
      waiting.shift()?.()
      await new Promise((done) => setImmediate(done))
    }
    const want = (request: number) => frames.want({ request, key: String(request) })
    return { frames, sent, answered, answer, want }
  }

  test("one is under way, the latest of the others waits", async () => {
    const { sent, answered, answer, want } = sender()
    for (const frame of [1, 2, 3, 4]) want(frame)
    expect(sent).toEqual([1])
    await answer()
    expect(sent).toEqual([1, 4])
    await answer()
    expect([sent, answered]).toEqual([
      [1, 4],
      [1, 4],
    ])
  })

  test("one that looks the same is not drawn again, until the sender is told to forget", async () => {
    const { frames, sent, answer, want } = sender()
    want(1)
    await answer()
    want(1)
    expect(sent).toEqual([1])
    frames.forget()
    want(1)
    expect(sent).toEqual([1, 1])
  })

  test("after its end nothing is sent or told", async () => {
    const { frames, sent, answered, answer, want } = sender()
    want(1)
    want(2)
    frames.close()
    await answer()
    want(3)
    expect([sent, answered]).toEqual([[1], []])
  })

  test("a worker that fails is asked again", async () => {
    let calls = 0
    const failing = new FrameSender<number, number>(
      () => {
        calls++
        return Promise.reject(new Error("gone"))
      },
      () => expect.unreachable(),
    )
    failing.want({ request: 1, key: "1" })
    await new Promise((done) => setImmediate(done))
    failing.want({ request: 1, key: "1" })
    expect(calls).toBe(2)
  })

  test("device pixels, two for a CSS pixel at most", () => {
    const { transform, ratio } = transformOf([10, 20, 0.5], { width: 390, height: 300, ratio: 3 })
    expect(ratio).toBe(2)
    expect(transform).toEqual({ scale: 1, dx: 20, dy: 40, width: 780, height: 600 })
  })
})

test("a scene has the edges that have a way, by the numbers of their nodes", () => {
  const topology = topologyOf(
    ["a", "b"],
    [
      { from: "b", to: "a" },
      { from: "a", to: "b" },
    ],
  )
  const way = {
    points: [
      { x: 1, y: 2 },
      { x: 3, y: 4 },
    ],
    isCurve: false,
  }
  const palette = { ink: 0, faint: 0, surface: 0, outcomes: [], queue: 0, busy: 0, idle: 0, highlight: 0, latency: [] }
  const scene = makeScene({ topology, boxes: new Map(), ways: [null, way], detail: "node", palette })
  expect(scene.edges).toEqual([{ from: 0, to: 1, points: [1, 2, 3, 4], isCurve: false }])
  expect(scene.nodes.map(({ name }) => name)).toEqual(["a", "b"])
})

test("surfaces of a comparison follow each other, and one that joins later too", () => {
  const viewports = new Viewports()
  const seen: string[] = []
  const follow = (name: string) => (to: { x: number }) => void seen.push(`${name} ${to.x}`)
  const [a, b] = [follow("a"), follow("b")]
  viewports.join(a)
  const leave = viewports.join(b)
  viewports.moved({ x: 1, y: 0, zoom: 1 }, a)
  leave()
  viewports.moved({ x: 2, y: 0, zoom: 1 }, a)
  viewports.join(follow("c"))
  expect(seen).toEqual(["b 1", "c 2"])
})

describe("faults", () => {
  const node = nodeOf("pay", { actors: [0, 1], zones: ["eu", "us"] })
  const topology = topologyOf([node, "ledger"], [{ from: "pay", to: "ledger" }])
  const target = { kind: "node", node: "pay" } as const
  const edge = { kind: "edge", from: "pay", to: "ledger" } as const

  test("a node has the verbs its kind obeys, an edge those of links", () => {
    expect(verbsFor(topology, target).map(({ verb }) => verb)).toEqual(["crash", "slow"])
    expect(verbsFor(topology, edge).map(({ verb }) => verb)).toEqual(["partition"])
  })

  test("all of it can be struck, a replica, or a zone", () => {
    const targets = reachesOf(topology, target).map((reach) => reach.target)
    expect(targets).toEqual(["pay", "pay[0]", "pay[1]", "zone:eu", "zone:us"])
    expect(reachesOf(topology, edge).map((reach) => reach.target)).toEqual(["pay -> ledger"])
  })

  test("amounts are in the document's words", () => {
    expect(topology.faultVerbs.map(startAmount)).toEqual(["", "3", "", "100%"])
    expect(["30s", "", "soon", "0s"].map(lastingNs)).toEqual([30e9, null, undefined, undefined])
    const exact = [180e9, 182.4e9, 1.5e6, 1234, 0].map(exactDuration)
    expect(exact).toEqual(["3m", "182400ms", "1500us", "1234ns", "0ns"])
  })

  test("what is struck at an instant", () => {
    const mark = (fromNs: number, ...targets: readonly string[]): Mark => ({
      id: String(fromNs),
      kind: "fault",
      label: "",
      targets,
      fromNs,
      toNs: fromNs + 10,
    })
    const marks = [mark(0, "pay[1]"), mark(20, "pay -> ledger"), mark(40, "zone:us")]
    expect([...struckAt(topology, marks, 5)]).toEqual(["pay"])
    expect([...struckAt(topology, marks, 10)]).toEqual([])
    expect([...struckAt(topology, marks, 25)]).toEqual(["pay -> ledger"])
    expect([...struckAt(topology, marks, 45)]).toEqual(["pay"])
  })
})

describe("texts", () => {
  const pay = nodeOf("pay", { actors: [0, 1], slots: 4 })
  const state = {
    tNs: 3.5e9,
    underWay: Int32Array.of(5, 6, 1),
    queued: Int32Array.of(1, 2, 0),
    busy: Int32Array.of(4, 4, 1),
    requestsUnderWay: 12,
  }

  test("numbers of a node are those of all its replicas", () => {
    expect(numbersOf(pay, state)).toEqual({ underWay: 11, queued: 3, busy: 8, slots: 8 })
    expect(busyText(numbersOf(pay, state))).toBe("8 of 8")
    expect(busyText(numbersOf(nodeOf("x", { actors: [2], slots: null }), state))).toBe("1")
  })

  test("the picture in words", () => {
    const topology = topologyOf([pay, nodeOf("idle", { actors: [2] })], [])
    expect(summaryOf(topology, state, { struck: new Set(["pay"]), sampleShare: 1 })).toBe(
      "At 3.5 seconds: 12 requests under way. pay has 3 waiting, 8 of 8 busy. A fault is on pay.",
    )
    const quiet = { ...state, queued: Int32Array.of(0, 0, 0), requestsUnderWay: 1 }
    expect(summaryOf(topology, quiet, { struck: new Set(), sampleShare: 0.1 })).toBe(
      "At 3.5 seconds: 1 request under way of the 10 % that are recorded. No request waits.",
    )
  })

  test("rates of a sample are estimates of all, and say so", () => {
    expect(edgeText(82, 2e6, 1)).toEqual({ rate: "82/s", time: "2 ms" })
    expect(edgeText(82, 2e6, 0.1)?.rate).toBe("≈820/s")
    expect(edgeText(0, 0, 1)).toBe(null)
  })

  test("how many are shown", () => {
    expect(sampleText({ underWay: 400, shown: 10 })).toBe("1 of 40 shown")
    expect(sampleText({ underWay: 10, shown: 10 })).toBe("")
  })
})
