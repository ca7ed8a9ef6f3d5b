import { describe, expect, it } from "vitest"
import { ChosenSpans } from "../../../formats/trace/chosen-spans.ts"
import { chunksOf, listed } from "../../../formats/trace/chunks.ts"
import { awkward, endOf, recordedRun, rowsWhere } from "./support.ts"

describe("the choice of requests", () => {
  const run = recordedRun(awkward)
  const roots = rowsWhere(run, () => true).filter((row) => run.spans.parent(row) < 0)
  const some = new Set(roots.filter((_, i) => i % 7 === 3))
  const from = 0.3e9
  const to = 0.5e9
  const inWindow = (root: number) => run.spans.start(root) < to && endOf(run, root) > from

  it.each([
    ["all", {}, () => true],
    ["those of a window", { window: { fromNs: from, toNs: to } }, inWindow],
    ["those named", { requests: some }, (root: number) => some.has(root)],
    [
      "both",
      { requests: some, window: { fromNs: from, toNs: to } },
      (root: number) => some.has(root) && inWindow(root),
    ],
  ])("takes %s with every call made for them", (_, choice, takes) => {
    const rows = rowsWhere(run, takes)
    expect([...new ChosenSpans(run, choice).rows]).toEqual(rows)
    expect(rows.length).toBeGreaterThan(5)
  })

  it("ends a window before its last instant", () => {
    const [, root = 0] = roots
    const startNs = run.spans.start(root)
    const has = (fromNs: number, toNs: number) => new ChosenSpans(run, { window: { fromNs, toNs } }).rows.includes(root)
    const endNs = endOf(run, root)
    expect([has(0, startNs), has(0, startNs + 1), has(endNs - 1, endNs), has(endNs, endNs + 1)]).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe("chunks", () => {
  it("hold all that was written, none of them much longer than 64 Ki characters", () => {
    const members = Array.from({ length: 30_000 }, (_, i) => `{"number":${i}}`)
    const chunks = [...chunksOf(listed(members))]
    expect(chunks.join("")).toBe(members.join(",\n"))
    expect(chunks.length).toBeGreaterThan(5)
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(65_600)
  })
})
