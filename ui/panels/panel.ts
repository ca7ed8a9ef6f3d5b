import type { ComponentType } from "react"
import type { Selection } from "../state/page.ts"

/** A panel of the inspector. Its file declares everything about it; ui/panels/index.ts lists it. */
export interface Panel {
  /** In the link and as the tab's id. */
  readonly id: string
  readonly title: string
  /** One sentence, shown on hover or focus of its tab. */
  readonly summary: string
  /** Whether it has something to say of what is selected. */
  shows(selection: Selection): boolean
  readonly Body: ComponentType
}
