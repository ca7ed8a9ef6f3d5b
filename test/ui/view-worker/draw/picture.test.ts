import { describe, expect, it } from "vitest"
import { PALETTE } from "../../../../bench/playback/scene.ts"
import { CANCELLED, ERROR, EventTable, IN_FLIGHT, NO_ROW, OK, REJECTED, SpanTable } from "../../../../engine/index.ts"
import { emptyPhases, readPhases } from "../../../../ui/playback/call-phases.ts"
import { BUSY, QUEUED } from "../../../../ui/playback/cells.ts"
import type { Scene, SceneNode } from "../../../../ui/protocol/scene.ts"
import { type Marks, RECT, TIMES } from "../../../../ui/view-worker/draw/marks.ts"
import { planNode } from "../../../../ui/view-worker/draw/node-plan.ts"
import { Picture } from "../../../../ui/view-worker/draw/picture.ts"
import {
  CROSS,
  DIAMOND,
  DISC,
  OPEN_DIAMOND,
  OPEN_TRIANGLE,
  RING,
  TRIANGLE,
} from "../../../../ui/view-worker/draw/stamps.ts"
import { Branch } from "../../../../ui/view-worker/store/branch.ts"
import { beginOf, plainTopology } from "../support.ts"

const FRONT = 0
const BACK = 1
const SIZE = { width: 180, height: 96 }

interface Call {
  readonly startNs: number
  /** Infinity: open. */
  readonly durationNs: number
  readonly networkNs?: number
  readonly queueNs?: number
  readonly outcome?: number
  readonly attempt?: number
  readonly parent?: number
  readonly actor?: number
}

/** A record of these calls, in the order of their start. */
function branchOf(calls: readonly Call[]): Branch {
  const table = new SpanTable()
  for (const { startNs, parent = NO_ROW, actor = BACK, attempt = 0 } of calls) {
    table.place(table.open(parent, startNs, 0), actor, attempt)
  }
  calls.forEach(({ startNs, durationNs, networkNs = 0, queueNs = 0, outcome = OK }, row) => {
    if (durationNs === Number.POSITIVE_INFINITY) return
    table.close(row, startNs + durationNs, outcome, { networkNs, queueNs, backoffNs: 0, poolNs: 0 })
  })
  const branch = new Branch(beginOf(plainTopology(["front", "back"])), undefined)
  branch.take({ spans: table.chunks, events: [], slots: slotsOf(table).chunks, late: [], marks: [], nowNs: 1e9 })
  while (branch.work());
  return branch
}

/** Queues and slots as they come of the calls. */
function slotsOf(table: SpanTable): EventTable {
  const changes = [...Array(table.count).keys()].flatMap((row) => {
    const { arriveNs, seatNs, leaveNs } = readPhases(table, row, emptyPhases())
    const actor = table.actor(row)
    return [
      { atNs: arriveNs, actor, cell: QUEUED, by: 1 },
      { atNs: seatNs, actor, cell: QUEUED, by: -1 },
      { atNs: seatNs, actor, cell: BUSY, by: 1 },
      { atNs: leaveNs, actor, cell: BUSY, by: -1 },
    ].filter(({ atNs }) => atNs < Number.POSITIVE_INFINITY)
  })
  const slots = new EventTable()
  for (const { atNs, actor, cell, by } of changes.sort((a, b) => a.atNs - b.atNs)) slots.append(atNs, actor, cell, by)
  return slots
}

const front: SceneNode = { name: "front", x: 0, y: 0, ...SIZE, actors: [FRONT], slots: null, detail: "node" }
const back: SceneNode = { name: "back", x: 400, y: 0, ...SIZE, actors: [BACK], slots: 4, detail: "node" }
const scene: Scene = {
  nodes: [front, back],
  edges: [{ from: 0, to: 1, points: [180, 48, 400, 48], isCurve: false }],
  palette: PALETTE,
  particlesMax: 1_000,
}

/** Below a request to `front` that takes all the time. */
function callsOf(...calls: readonly Call[]): readonly Call[] {
  return [{ startNs: 0, durationNs: 1e9, actor: FRONT }, ...calls.map((call) => ({ parent: 0, ...call }))]
}

/** Kind, x and y of every mark of a kind, or of a shape in a colour. */
function marksOf(marks: Marks, isWanted: (kind: number, colour: number) => boolean) {
  return [...Array(marks.length).keys()]
    .filter((mark) => isWanted(marks.kinds[mark] ?? -1, marks.colours[mark] ?? -1))
    .map((mark) => ({ kind: marks.kinds[mark], x: marks.places[mark * 5] ?? 0, y: marks.places[mark * 5 + 1] ?? 0 }))
}

function draw(calls: readonly Call[], tNs: number, of: Scene = scene, highlight: number | null = null) {
  const picture = new Picture(branchOf(calls), of)
  const drawn = picture.compose({ tNs, highlight })
  return { picture, drawn, shapes: marksOf(picture.marks, (kind) => kind < RECT) }
}

describe("a call on its way", () => {
  const there = { startNs: 1_000, durationNs: 1_000_000, networkNs: 400_000 }

  // 200 µs there, 600 at work, 200 back; [instant in µs, x, y]
  it.each([
    [1 + 50, 180 + 55, 48 + 3.5],
    [1 + 150, 180 + 165, 48 + 3.5],
    [1 + 850, 400 - 55, 48 - 3.5],
  ])("after %i µs is as far along the edge, on its lane", (us, x, y) => {
    const { picture } = draw(callsOf(there), us * 1_000)
    const i = picture.crowd.indexOf(1)
    expect(picture.crowd.x[i]).toBeCloseTo(x, 2)
    expect(picture.crowd.y[i]).toBeCloseTo(y, 2)
  })

  it("goes straight from node to node where the scene has no edge", () => {
    const { picture } = draw(callsOf(there), 101_000, { ...scene, edges: [] })
    const i = picture.crowd.indexOf(1)
    // From the middle of one to the middle of the other.
    expect(picture.crowd.x[i]).toBeCloseTo(90 + 200, 2)
  })

  it("within a group that is drawn as one is not on any edge", () => {
    const group: Scene = { ...scene, nodes: [{ ...front, actors: [FRONT, BACK] }], edges: [] }
    const { picture } = draw(callsOf(there), 101_000, group)
    expect(picture.crowd.x[picture.crowd.indexOf(1)]).toBeNaN()
  })
})

describe("a call at its callee", () => {
  it("lies in a slot while it is worked on, and stays in it", () => {
    const grid = planNode(back).replicas[0]?.slots
    const work = callsOf(
      { startNs: 1_000, durationNs: 1_000_000, networkNs: 2 },
      { startNs: 2_000, durationNs: 500_000, networkNs: 2 },
    )
    const places = [300_000, 400_000, 700_000].map((tNs) => {
      const { picture } = draw(work, tNs)
      const i = picture.crowd.indexOf(1)
      return [picture.crowd.x[i] ?? 0, picture.crowd.y[i] ?? 0]
    })
    expect(places[1]).toEqual(places[0])
    expect(places[2]).toEqual(places[0])
    const [x = 0, y = 0] = places[0] ?? []
    expect(x > (grid?.x ?? 0) && x < (grid?.x ?? 0) + (grid?.width ?? 0)).toBe(true)
    expect(y > (grid?.y ?? 0) && y < (grid?.y ?? 0) + (grid?.height ?? 0)).toBe(true)
  })

  const waiting = (count: number) =>
    callsOf(...Array.from({ length: count }, () => ({ startNs: 1_000, durationNs: 1e6, networkNs: 2, queueNs: 9e5 })))
  const ticks = (count: number) => {
    const { picture } = draw(waiting(count), 500_000)
    const queue = planNode(back).queue
    const isTick = ({ x, y }: { x: number; y: number }) => x >= (queue?.x ?? 0) && y === queue?.y
    return {
      ticks: marksOf(picture.marks, (kind) => kind === RECT).filter(isTick).length,
      labels: marksOf(picture.marks, (kind) => kind === TIMES).length,
    }
  }

  it.each([
    [1, 1, 0],
    [17, 17, 0],
    [300, 30, 1],
    [301, 31, 1],
    [5_000, 5, 1],
  ])("%i of which wait are %i ticks", (count, expected, labels) => {
    expect(ticks(count)).toEqual({ ticks: expected, labels })
  })

  it("inside waits in the order in which calls are worked on", () => {
    const inside: Scene = { ...scene, nodes: [front, { ...back, width: 300, detail: "inside" }] }
    const calls = callsOf(
      ...[700_000, 300_000, 500_000].map((queueNs) => ({ startNs: 1_000, durationNs: 800_000, networkNs: 2, queueNs })),
    )
    const { crowd } = draw(calls, 100_000, inside).picture
    const [a = 0, b = 0, c = 0] = [1, 2, 3].map((row) => crowd.x[crowd.indexOf(row)])
    // The next one at the right.
    expect([a < c, c < b]).toEqual([true, true])
  })
})

describe("the shape of a call", () => {
  const tries = (...calls: readonly Call[]): readonly Call[] => [
    { startNs: 0, durationNs: 1e9, actor: FRONT },
    { startNs: 500, durationNs: 9e8, parent: 0 },
    ...calls.map((call) => ({ parent: 1, ...call })),
  ]
  const way = { durationNs: 1e6, networkNs: 8e5 }

  it.each([
    ["ok", callsOf({ startNs: 1_000, ...way }), DISC],
    ["an error", callsOf({ startNs: 1_000, ...way, outcome: ERROR }), DIAMOND],
    ["rejected", callsOf({ startNs: 1_000, ...way, outcome: REJECTED }), CROSS],
    ["cancelled", callsOf({ startNs: 1_000, ...way, outcome: CANCELLED }), CROSS],
    [
      "in flight at the end",
      callsOf({ startNs: 1_000, durationNs: Number.POSITIVE_INFINITY, outcome: IN_FLIGHT }),
      RING,
    ],
    [
      "a retry",
      tries({ startNs: 600, durationNs: 200, outcome: ERROR }, { startNs: 1_000, ...way, attempt: 1 }),
      TRIANGLE,
    ],
    [
      "a retry that fails",
      tries({ startNs: 600, durationNs: 200 }, { startNs: 1_000, ...way, attempt: 1, outcome: ERROR }),
      OPEN_TRIANGLE,
    ],
    [
      "a hedge",
      tries({ startNs: 600, ...way, outcome: CANCELLED }, { startNs: 1_000, ...way, attempt: 1 }),
      OPEN_DIAMOND,
    ],
  ])("that is %s", (_, calls, shape) => {
    const { picture } = draw(calls, 200_000)
    const { x, y } = picture.crowd
    const i = picture.crowd.indexOf(calls.length - 1)
    const drawn = marksOf(picture.marks, (kind) => kind < RECT).filter((mark) => mark.x === x[i] && mark.y === y[i])
    expect(drawn.map(({ kind }) => kind)).toEqual([shape])
  })
})

describe("a request that is chosen", () => {
  const calls = callsOf(
    ...Array.from({ length: 50 }, (_, i) => ({ startNs: 1_000 + i, durationNs: 1e6, networkNs: 8e5 })),
  )

  it("has its calls drawn last, with a halo, the sample's and others", () => {
    const few = draw(calls, 200_000, { ...scene, particlesMax: 10 })
    expect(few.drawn.shown[OK]).toBeLessThanOrEqual(10)
    const { picture } = draw(calls, 200_000, { ...scene, particlesMax: 10 }, 0)
    const halos = marksOf(picture.marks, (kind, colour) => kind === RING && colour === PALETTE.highlight)
    expect(halos).toHaveLength(51)
  })

  it("is nothing where it is over, or is no request", () => {
    const { picture } = draw(calls, 200_000)
    const without = picture.marks.hash()
    for (const highlight of [99_999, -1]) {
      picture.compose({ tNs: 200_000, highlight })
      expect(picture.marks.hash()).toBe(without)
    }
  })
})
