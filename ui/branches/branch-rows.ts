import type { BranchId } from "../protocol/feed.ts"
import type { Branch } from "../state/page.ts"

/** A branch in the tree's order: behind its parent and behind what left its parent earlier. */
export interface BranchRow {
  readonly branch: Branch
  /** 0 for the first. */
  readonly depth: number
  /** Row of its parent, -1 for the first. */
  readonly parentRow: number
}

export function branchRows(branches: readonly Branch[]): readonly BranchRow[] {
  const rows: BranchRow[] = []
  const add = (parent: BranchId | null, depth: number, parentRow: number) => {
    const children = branches
      .filter((branch) => branch.parent === parent)
      .sort((a, b) => a.atNs - b.atNs || a.id - b.id)
    for (const branch of children) {
      rows.push({ branch, depth, parentRow })
      add(branch.id, depth + 1, rows.length - 1)
    }
  }
  add(null, 0, -1)
  return rows
}
