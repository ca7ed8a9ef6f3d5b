import { openFaultMenu } from "../state/interaction.ts"
import type { Target } from "../state/pointing.ts"

/** Opens the menu of faults for a node or an edge wherever it is in the picture. */
export function openFaultMenuFor(target: Target): void {
  const node = target.kind === "node" ? `.react-flow__node[data-id="${CSS.escape(target.node)}"]` : ""
  const element = node === "" ? null : document.querySelector(node)
  const { x, y, width, height } = (element ?? document.body).getBoundingClientRect()
  openFaultMenu(target, { x: x + width / 2, y: y + height / 2 })
}
