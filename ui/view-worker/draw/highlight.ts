import { emptyPhases } from "../../playback/call-phases.ts"
import { AT_WORK, legAt, ON_THE_WAY_BACK, shareAt, WAITING } from "../../playback/particles.ts"
import { readShownPhases } from "../../playback/shown-phases.ts"
import { CALL_RADIUS } from "./calls.ts"
import type { Easel } from "./nodes.ts"
import { shapeOf } from "./outcomes.ts"
import type { PathPoint } from "./path.ts"
import { RING } from "./stamps.ts"

const LARGER = 1.6
const HALO = 2.6

/** Draws the calls of one request once more, larger and with a halo, those too that the sample leaves out. */
export function drawHighlight({ stage, playback, crowd, marks }: Easel, root: number, tNs: number): void {
  const { spans } = playback.recording
  if (root < 0 || root >= spans.count) return
  const { palette } = stage
  const { requests } = playback
  const phases = emptyPhases()
  const at: PathPoint = { x: 0, y: 0 }
  for (const row of requests.rowsOf(root)) {
    readShownPhases(spans, row, phases)
    if (phases.startNs > tNs || phases.endNs <= tNs || requests.isLogical(row)) continue
    const i = crowd.indexOf(row)
    if (i >= 0 && !Number.isNaN(crowd.x[i])) {
      at.x = crowd.x[i]
      at.y = crowd.y[i]
    } else {
      const leg = legAt(tNs, phases)
      const path = stage.pathBetween(requests.callerOf(row), spans.actor(row))
      const node = stage.nodes[stage.nodeOf(spans.actor(row))]
      if (path !== null && leg !== WAITING && leg !== AT_WORK) {
        path.at(shareAt(tNs, phases, leg), leg === ON_THE_WAY_BACK, at)
      } else if (node !== undefined) {
        at.x = node.middle.x
        at.y = node.middle.y
      } else continue
    }
    const [outcome, attempt] = [spans.outcome(row), spans.attempt(row)]
    marks.shape(RING, at, CALL_RADIUS * HALO, palette.highlight)
    const shape = shapeOf(outcome, attempt > 0, attempt > 0 && requests.isHedge(row))
    marks.shape(shape, at, CALL_RADIUS * LARGER, palette.outcomes[outcome] ?? palette.ink)
  }
}
