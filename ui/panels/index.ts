import "./panels.css"
import "./charts/charts.css"
import { compare } from "./compare.tsx"
import { latency } from "./latency.tsx"
import { node } from "./node.tsx"
import { overview } from "./overview.tsx"
import type { Panel } from "./panel.ts"
import { path } from "./path.tsx"
import { request } from "./request.tsx"
import { theory } from "./theory.tsx"

/** Panels in the order of their tabs. */
export const PANELS: readonly Panel[] = [overview, node, latency, request, path, compare, theory]
