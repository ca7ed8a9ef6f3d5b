import { describe, expect, it } from "vitest"
import { IN_FLIGHT, NO_ROW, OK, SpanTable } from "../../../engine/index.ts"
import { componentsOf } from "../../../ui/playback/components.ts"
import { criticalPath, longestFirst } from "../../../ui/playback/critical-path.ts"
import { Requests } from "../../../ui/playback/requests.ts"
import { endOf } from "../../../ui/playback/spans.ts"
import { awkward, libraryPlan, recorded } from "./support.ts"

describe("the critical path", () => {
  it.each([
    ["awkward", awkward],
    ["checkout", libraryPlan("checkout", 1)],
    ["fan-out", libraryPlan("fan-out", 1)],
    ["uneven networks", libraryPlan("thin-link", 1)],
  ])("adds up to the latency of every request, without a gap: %s", (_, plan) => {
    const { playback } = recorded(plan)
    const { spans } = playback.recording
    let requests = 0
    for (let root = 0; root < spans.count; root++) {
      if (spans.parent(root) !== NO_ROW || spans.outcome(root) === IN_FLIGHT) continue
      const segments = criticalPath(spans, playback.requests, root)
      const first = segments[0] ?? { fromNs: 0, toNs: 0 }
      const endNs = segments.reduce(
        (atNs, { fromNs, toNs }) => (fromNs === atNs && toNs > fromNs ? toNs : -1),
        first.fromNs,
      )
      if (segments.length > 0) expect([first.fromNs, endNs]).toEqual([spans.start(root), endOf(spans, root)])
      expect(segments.reduce((sum, { fromNs, toNs }) => sum + toNs - fromNs, 0)).toBe(spans.duration(root))
      requests++
    }
    expect(requests).toBeGreaterThan(10)
  })

  it("goes through the call that was waited for, and says what it waited for", () => {
    const table = new SpanTable()
    const parts = { queueNs: 0, networkNs: 0, backoffNs: 0, poolNs: 0 }
    const open = (parent: number, startNs: number, actor: number) => {
      const row = table.open(parent, startNs, 0)
      table.place(row, actor, 0)
      return row
    }
    const page = open(NO_ROW, 0, 0)
    const slow = open(page, 20, 1)
    const fast = open(page, 20, 2)
    table.close(fast, 40, OK, parts)
    table.close(slow, 80, OK, { ...parts, queueNs: 35 })
    table.close(page, 100, OK, { ...parts, networkNs: 10, queueNs: 5 })
    const requests = new Requests(table, componentsOf(["page", "slow", "fast"]))
    requests.extend()
    const segments = criticalPath(table, requests, page)
    expect(segments).toEqual([
      { row: page, kind: "network", fromNs: 0, toNs: 5 },
      { row: page, kind: "queue", fromNs: 5, toNs: 10 },
      { row: page, kind: "service", fromNs: 10, toNs: 20 },
      { row: slow, kind: "queue", fromNs: 20, toNs: 55 },
      { row: slow, kind: "service", fromNs: 55, toNs: 80 },
      { row: page, kind: "service", fromNs: 80, toNs: 95 },
      { row: page, kind: "network", fromNs: 95, toNs: 100 },
    ])
    expect(longestFirst(segments).map(({ kind, ns }) => [kind, ns])).toEqual([
      ["queue", 35],
      ["service", 25],
      ["service", 25],
      ["network", 10],
      ["queue", 5],
    ])
  })
})
