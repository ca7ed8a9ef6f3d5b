import { overview } from "./overview.tsx"
import type { Panel } from "./panel.ts"

/** Panels in the order of their tabs. */
export const PANELS: readonly Panel[] = [overview]
