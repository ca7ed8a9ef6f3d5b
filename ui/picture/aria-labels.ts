import type { AriaLabelConfig } from "@xyflow/react"

/** What React Flow says to screen readers, in the picture's words. */
export const ARIA_LABELS: Partial<AriaLabelConfig> = {
  "node.a11yDescription.default":
    "Enter selects it, Shift and Enter look inside, x brings a fault on it. Arrow keys go to the next node, brackets to its edges.",
  "node.a11yDescription.keyboardDisabled":
    "Enter selects it, Shift and Enter look inside, x brings a fault on it. Arrow keys go to the next node, brackets to its edges.",
  "edge.a11yDescription.default": "Enter selects it, x brings a fault on it. Arrow keys go to its ends.",
}
