import { shownBranch, usePage } from "../state/page.ts"
import type { Panel } from "./panel.ts"

export const overview: Panel = {
  id: "overview",
  title: "Overview",
  summary: "What the scenario asks, and how the run stands.",
  shows: () => true,
  Body: Overview,
}

function Overview() {
  const scenario = usePage((state) => shownBranch(state)?.topology.scenario)
  if (scenario === undefined) return null
  return <p>{scenario.question ?? scenario.name}</p>
}
