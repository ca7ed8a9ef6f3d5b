import { describe, expect, it } from "vitest"
import { IN_FLIGHT, NO_ACTOR } from "../../../../engine/index.ts"
import { answer, buffersOf } from "../../../../ui/view-worker/answers/ask.ts"
import { differenceOf } from "../../../../ui/view-worker/answers/difference.ts"
import { densityOf, edgeRates, stateAt } from "../../../../ui/view-worker/answers/state.ts"
import { stepFrom } from "../../../../ui/view-worker/answers/step.ts"
import { awkward, numbers } from "../../playback/support.ts"
import { branchOf } from "../support.ts"

const END_NS = 3e9
const branch = branchOf(awkward, [END_NS])
const { playback } = branch
const { spans } = playback.recording
branch.take({
  spans: [],
  events: [],
  slots: [],
  late: [],
  nowNs: END_NS,
  marks: [
    { id: "f", kind: "fault", label: "pause of stock", targets: ["stock[0]"], fromNs: 1e9, toNs: 1.2e9 },
    { id: "b", kind: "breach", label: "p99", targets: [], fromNs: 1.5e9, toNs: 2e9 },
  ],
})
while (branch.work());

describe("the state at an instant", () => {
  it("is that of the playback, by actor", () => {
    for (const tNs of numbers(3, 20, END_NS)) {
      const { underWay, queued, busy, requestsUnderWay } = stateAt(branch, tNs)
      playback.seek(tNs)
      branch.topology.actors.forEach((_, actor) => {
        const figures = [underWay[actor], queued[actor], busy[actor]]
        expect(figures).toEqual([playback.inFlightTo(actor), playback.queueOf(actor), playback.busyOf(actor)])
      })
      let roots = 0
      for (let row = 0; row < spans.count; row++) {
        const isOpen = spans.outcome(row) === IN_FLIGHT || spans.start(row) + spans.duration(row) > tNs
        if (spans.parent(row) < 0 && spans.start(row) <= tNs && isOpen) roots++
      }
      expect(requestsUnderWay).toBe(roots)
    }
  })
})

describe("the density", () => {
  it("counts each event in one column", () => {
    const density = densityOf(branch, { fromNs: 0, toNs: END_NS, columns: 97 })
    expect(density.reduce((sum, count) => sum + count, 0)).toBe(playback.events.length)
    const halves = [
      densityOf(branch, { fromNs: 0, toNs: 1.5e9, columns: 1 }),
      densityOf(branch, { fromNs: 1.5e9 + 1, toNs: END_NS, columns: 1 }),
    ]
    expect((halves[0]?.[0] ?? 0) + (halves[1]?.[0] ?? 0)).toBe(playback.events.length)
  })
})

describe("rates of edges", () => {
  it("of the whole run count each call that ended once", () => {
    // To behind the end: of the part of time in which the end lies, only a share would count.
    const { perSecond } = edgeRates(branch, 0, END_NS + 1e9)
    branch.topology.edges.forEach(({ from, to }, edge) => {
      let calls = 0
      for (let row = 0; row < spans.count; row++) {
        const [actor, caller] = [spans.actor(row), playback.requests.callerOf(row)]
        if (spans.outcome(row) === IN_FLIGHT || playback.requests.isLogical(row) || actor === NO_ACTOR) continue
        const names = [caller, actor].map((each) => branch.topology.actors[each]?.split("[")[0])
        if (names[0] === from && names[1] === to) calls++
      }
      expect(calls).toBeGreaterThan(300)
      expect((perSecond[edge] ?? 0) * 4).toBeCloseTo(calls, 6)
    })
  })

  it("depend on nothing but the stretch of time", () => {
    const [first, second] = [edgeRates(branch, 1e9, 2e9), edgeRates(branch, 1e9, 2e9)]
    expect(first).toEqual(second)
    // While stock is paused its calls take longer.
    const [paused, before] = [edgeRates(branch, 1e9, 1.3e9), edgeRates(branch, 0.5e9, 0.8e9)]
    const stock = branch.topology.edges.findIndex(({ to }) => to === "stock")
    expect(paused.latencyNs[stock]).toBeGreaterThan(before.latencyNs[stock] ?? 0)
  })
})

describe("a step", () => {
  const step = (fromNs: number, direction: 1 | -1, to: Parameters<typeof stepFrom>[1]["to"]) =>
    stepFrom(branch, { branch: 0, fromNs, direction, to })
  const { moments } = playback
  const times = Array.from({ length: moments.length }, (_, place) => moments.timeAt(place))

  it("goes to the next and to the last moment", () => {
    for (const fromNs of [...numbers(4, 30, END_NS), 0, times[17] ?? 0, (times[17] ?? 0) + 0.5]) {
      expect(step(fromNs, 1, { kind: "moment" })).toBe(times.find((ns) => ns > fromNs) ?? null)
      expect(step(fromNs, -1, { kind: "moment" })).toBe(times.findLast((ns) => ns < fromNs) ?? null)
    }
  })

  it("goes to those of a node", () => {
    const web = branch.topology.nodes.find(({ name }) => name === "web")?.actors ?? []
    const ofWeb = times.filter((_, place) => web.includes(moments.actorAt(place)))
    for (const fromNs of numbers(9, 30, END_NS)) {
      expect(step(fromNs, 1, { kind: "node", node: "web" })).toBe(ofWeb.find((ns) => ns > fromNs) ?? null)
      expect(step(fromNs, -1, { kind: "node", node: "web" })).toBe(ofWeb.findLast((ns) => ns < fromNs) ?? null)
    }
    expect(step(0, 1, { kind: "node", node: "nobody" })).toBeNull()
  })

  it("goes through a request from its start to its end", () => {
    const root = 300
    const visited: number[] = []
    for (let ns = step(-1, 1, { kind: "request", root }); ns !== null; ns = step(ns, 1, { kind: "request", root }))
      visited.push(ns)
    expect(visited[0]).toBe(spans.start(root))
    expect(visited.at(-1)).toBe(spans.start(root) + spans.duration(root))
    expect(visited).toEqual([...new Set(visited)].sort((a, b) => a - b))
    expect(step(visited.at(-1) ?? 0, -1, { kind: "request", root })).toBe(visited.at(-2))
  })

  // [from, direction, kind of mark, instant]
  it.each([
    [0, 1, "any", 1e9],
    [1e9, 1, "any", 1.5e9],
    [0, 1, "breach", 1.5e9],
    [2e9, -1, "fault", 1e9],
    [2e9, 1, "any", null],
  ] as const)("from %i by %i to a %s", (fromNs, direction, of, instant) => {
    expect(step(fromNs, direction, { kind: "mark", of })).toBe(instant)
  })
})

describe("a difference", () => {
  const window = { fromNs: 0, toNs: END_NS, columns: 30 }

  it("of a run from itself is none", () => {
    const { requests, components, quantiles } = differenceOf(branch, branch, window, null)
    const columns = [requests, ...components].flatMap(({ perSecond, latencyNs, failed, queued }) => [
      perSecond,
      latencyNs,
      failed,
      queued,
    ])
    for (const column of [...columns, ...quantiles.map(({ latencyNs }) => latencyNs)]) {
      expect(column.length).toBe(30)
      expect(column.every((value) => value === 0 || Number.isNaN(value))).toBe(true)
    }
    expect(components.map(({ name }) => name)).toEqual(["shop", "stock", "web"])
  })

  it("is what the other has more", () => {
    const healthy = branchOf({ ...awkward, faults: [] }, [END_NS])
    const { requests, components, quantiles } = differenceOf(healthy, branch, window, null)
    // In the tenth of a second in which stock is paused its queue is longer, and requests that end take longer.
    const paused = 11
    expect(components.find(({ name }) => name === "stock")?.queued[paused]).toBeGreaterThan(0)
    expect(requests.queued[paused]).toBeGreaterThan(0)
    expect(quantiles[0]?.quantile).toBe(0.5)
    expect(
      Math.max(...(quantiles[0]?.latencyNs.slice(10, 16) ?? []).filter((ns) => !Number.isNaN(ns))),
    ).toBeGreaterThan(0)
    // Before the pause the two are one run.
    expect([...requests.perSecond.slice(0, 9)].every((more) => more === 0)).toBe(true)
  })
})

describe("a question", () => {
  const window = { fromNs: 0, toNs: END_NS }

  it("is answered of a component by its name, or of the clients' requests", () => {
    const [stock, requests] = [
      answer(branch, "red", { subject: "stock", window }),
      answer(branch, "red", { subject: null, window }),
    ]
    expect(stock).not.toEqual(requests)
    const track = answer(branch, "track", { subject: "stock", measure: "queued", window, columns: 10 })
    expect(Math.max(...track.most)).toBeGreaterThan(3)
    expect(() => answer(branch, "red", { subject: "nobody", window })).toThrow('no component "nobody"')
  })

  it("hands over every array of its answer once", () => {
    const both = new Float64Array(4)
    const answered = {
      a: new Uint8Array(3),
      rows: [{ b: both }, { b: new Uint32Array(both.buffer) }],
      text: "x",
      none: null,
    }
    expect(buffersOf(answered)).toEqual([answered.a.buffer, both.buffer])
  })
})
