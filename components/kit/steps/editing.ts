import type { Editing } from "../editing.ts"

/** How a kind with operations is written: a new one has one, whose work is chosen; a call is a step more. */
export function stepsEditing(operation: string): Editing {
  return {
    fresh: { operations: { [operation]: [{ work: "exponential 10ms" }] } },
    calls: {
      in: "params",
      path: ["operations", "*"],
      names: "operation",
      item: { call: "{to}" },
      idle: { work: "0ms" },
    },
  }
}
