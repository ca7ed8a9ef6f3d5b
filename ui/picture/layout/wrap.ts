import type { LayoutAnswer, LayoutRequest } from "../../protocol/view-api.ts"
import type { Room } from "./arrange.ts"

/** Distances where room is scarce, in the picture's coordinates: of nodes in a row, and of rows. */
const NODE_GAP = 28
const ROW_GAP = 40
/** Of ranks: room for numbers beside edges that go down, or between nodes for edges that go right. */
const RANK_GAP = { down: 46, right: 72 }
/** A picture that is shown at least at this zoom is left as it is. */
const ZOOM_ENOUGH = 0.85
/** Another arrangement has to make the picture larger by this factor: dagre's has fewer crossings. */
const GAIN_MIN = 1.1

interface Placed {
  readonly index: number
  readonly along: number
  readonly across: number
  readonly size: { readonly along: number; readonly across: number }
}

/**
 * A layout whose ranks are too long for the screen, with each broken into as many rows as let the picture be shown
 * largest. The order within a rank stays. One that fits well enough stays as dagre made it.
 */
export function wrapped(request: LayoutRequest, answer: LayoutAnswer, room: Room): LayoutAnswer {
  const before = zoomOf(answer, room)
  if (before >= ZOOM_ENOUGH) return answer
  const ranks = ranksOf(request, answer)
  const longest = Math.max(...ranks.map((rank) => rank.length))
  let best = answer
  let zoom = before * GAIN_MIN
  for (let most = longest; most >= 1; most--) {
    const candidate = inRows(ranks, most, request)
    if (zoomOf(candidate, room) <= zoom) continue
    best = candidate
    zoom = zoomOf(candidate, room)
  }
  return best
}

function zoomOf({ width, height }: LayoutAnswer, room: Room): number {
  return Math.min(room.width / Math.max(1, width), room.height / Math.max(1, height))
}

/** Nodes by rank, each in the order across. */
function ranksOf({ nodes, direction }: LayoutRequest, { x, y }: LayoutAnswer): readonly (readonly Placed[])[] {
  const isRight = direction === "right"
  const placed = nodes.map(({ width, height }, index): Placed => {
    const [left, top] = [x[index] ?? 0, y[index] ?? 0]
    return isRight
      ? { index, along: left + width / 2, across: top, size: { along: width, across: height } }
      : { index, along: top + height / 2, across: left, size: { along: height, across: width } }
  })
  const ranks: Placed[][] = []
  for (const node of placed.toSorted((a, b) => a.along - b.along || a.across - b.across)) {
    const last = ranks.at(-1)
    // Nodes of a rank have their middles on one line.
    if (last?.[0] !== undefined && Math.abs(last[0].along - node.along) < 1) last.push(node)
    else ranks.push([node])
  }
  return ranks
}

function inRows(ranks: readonly (readonly Placed[])[], most: number, request: LayoutRequest): LayoutAnswer {
  const x = request.nodes.map(() => 0)
  const y = request.nodes.map(() => 0)
  const [alongs, acrosses] = request.direction === "right" ? [x, y] : [y, x]
  let [along, width] = [0, 0]
  for (const rank of ranks) {
    for (const [i, row] of rowsOf(rank, most).entries()) {
      along += i > 0 ? ROW_GAP : along > 0 ? RANK_GAP[request.direction] : 0
      const depth = Math.max(...row.map(({ size }) => size.along))
      const length = row.reduce((sum, { size }) => sum + size.across, 0) + NODE_GAP * (row.length - 1)
      width = Math.max(width, length)
      let across = -length / 2
      for (const { index, size } of row) {
        alongs[index] = along + (depth - size.along) / 2
        acrosses[index] = across
        across += size.across + NODE_GAP
      }
      along += depth
    }
  }
  for (const [i, across] of acrosses.entries()) acrosses[i] = across + width / 2
  return request.direction === "right" ? { x, y, width: along, height: width } : { x, y, width, height: along }
}

/** In as few rows as can be, of about the same length. */
function rowsOf(rank: readonly Placed[], most: number): readonly (readonly Placed[])[] {
  const count = Math.ceil(rank.length / most)
  return Array.from({ length: count }, (_, i) =>
    rank.slice(Math.floor((i * rank.length) / count), Math.floor(((i + 1) * rank.length) / count)),
  )
}
