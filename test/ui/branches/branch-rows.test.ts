import { expect, test } from "vitest"
import { branchRows } from "../../../ui/branches/branch-rows.ts"
import type { Branch } from "../../../ui/state/page.ts"

const branch = (id: number, parent: number | null, atNs: number): Branch => ({
  id,
  parent,
  atNs,
  label: String(id),
  text: "",
  topology: {} as Branch["topology"],
})

test("branches stand behind their parents, earlier ones first", () => {
  const rows = branchRows([branch(0, null, 0), branch(1, 0, 90), branch(2, 1, 95), branch(3, 0, 30), branch(4, 3, 50)])
  expect(rows.map((row) => [row.branch.id, row.depth])).toEqual([
    [0, 0],
    [3, 1],
    [4, 2],
    [1, 1],
    [2, 2],
  ])
})

test("of one there is one row", () => {
  expect(branchRows([branch(5, null, 0)]).map((row) => row.branch.id)).toEqual([5])
  expect(branchRows([])).toEqual([])
})
