import { type Check, isCovered, type Leaf } from "../../scenarios/coverage-list/index.ts"
import type { Judgement } from "./judge.ts"

/** A check with what came of it. */
export interface Judged extends Judgement {
  readonly check: Check
}

export interface JudgedLeaf {
  readonly leaf: Leaf
  readonly checks: readonly Judged[]
}

const HEADINGS = ["id", "covered", "option", "scenario", "metric", "least", "measured"]

/** A line a check, or one that says what a leaf waits for; each column as wide as it has to be. */
export function tableText(leaves: readonly JudgedLeaf[]): string {
  const cells = [HEADINGS, ...leaves.flatMap(linesOf)]
  // The last word of a line may be as long as it likes.
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((row) => row.slice(0, -1)[column]?.length ?? 0)))
  const lines = cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
  return lines.map((line) => `${line.trimEnd()}\n`).join("")
}

function linesOf({ leaf, checks }: JudgedLeaf): string[][] {
  const { id, waits } = leaf
  const covered = isCovered(leaf) ? "yes" : checks.length > 0 ? "in part" : "no"
  const lines = checks.map(({ check, holds, effect }) => {
    const { option, scenario, metric, direction, least } = check
    const atLeast = "by" in least ? `${direction} by ${least.by}` : `${direction}, ${least.times} times`
    return [id, covered, option, scenario, metric, atLeast, holds ? effect : `${effect}: FAILS`]
  })
  if (waits === undefined) return lines
  const issue = waits.issue === null ? "a later issue" : `issue ${waits.issue}`
  const missing = waits.missing === undefined ? "" : `: ${waits.missing}`
  return [...lines, [id, covered, `waits for ${issue}${missing}`]]
}

/** What `--json` prints: one object a leaf, the options, scenarios and tests of its checks side by side. */
export function leavesJson(leaves: readonly Leaf[]): string {
  const rows = leaves.map((leaf) => {
    const each = (of: (check: Check) => string) =>
      leaf.checks.length === 0 ? null : [...new Set(leaf.checks.map(of))].join(", ")
    return {
      id: leaf.id,
      covered: isCovered(leaf),
      option: each(({ option }) => option),
      scenario: each(({ scenario }) => scenario),
      test: each(({ test }) => test),
    }
  })
  return `${JSON.stringify({ leaves: rows })}\n`
}
