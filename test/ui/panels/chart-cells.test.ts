import { expect, test } from "vitest"
import { cellsAt } from "../../../ui/panels/charts/chart-cells.ts"

const box = { left: 10, top: 20, width: 320, height: 48 }
const press = (x: number, y: number, detail = 1) => ({
  detail,
  clientX: x,
  clientY: y,
  currentTarget: { getBoundingClientRect: () => box },
})
/** Ten seconds in 100 columns of 0.1 s, up to 200 ms. */
const chart = { window: { fromNs: 5e9, toNs: 15e9 }, top: 200e6, columns: 100, measure: "latency" } as const

test("a point of latency is looked for in its columns and about its value, then at its time", () => {
  // The middle of both: column 50 from 10.0 s on, 100 ms.
  const [near, anyLatency, ...more] = cellsAt(press(10 + 160, 20 + 24), chart)
  expect(near).toEqual({
    window: { fromNs: 9.7e9, toNs: 10.4e9 },
    latency: { fromNs: 80e6, toNs: 120e6 + 1 },
    choice: "middle",
  })
  expect(anyLatency).toMatchObject({ window: { fromNs: 9.7e9, toNs: 10.4e9 }, choice: "slowest" })
  expect(more).toEqual([])
})

test("the edges of a chart end with it", () => {
  expect(cellsAt(press(0, 0), chart)[0]).toMatchObject({
    window: { fromNs: 5e9, toNs: 5.4e9 },
    latency: { fromNs: 180e6 },
  })
  expect(cellsAt(press(999, 999), chart)[0]).toMatchObject({
    window: { fromNs: 14.6e9, toNs: 15e9 },
    latency: { fromNs: 0, toNs: 20e6 + 1 },
  })
})

test("of another measure it is the slowest at its time, and of a press by key the slowest of all", () => {
  const queued = { ...chart, measure: "queued" } as const
  expect(cellsAt(press(170, 44), queued)).toMatchObject([{ window: { fromNs: 9.7e9 }, choice: "slowest" }])
  expect(cellsAt(press(0, 0, 0), chart)).toMatchObject([{ window: chart.window, choice: "slowest" }])
})
