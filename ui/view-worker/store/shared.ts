import { CHUNK_ROWS } from "../../../engine/index.ts"
import type { MaxEndTree } from "../../playback/max-end-tree.ts"
import type { Recording } from "../../playback/playback.ts"
import type { FeedBegin, SentEvents, SentSpans } from "../../protocol/feed.ts"

/** Chunks that a branch has in common with the one it left. */
export interface SharedChunks {
  readonly spans: readonly SentSpans[]
  readonly events: readonly SentEvents[]
  readonly slots: readonly SentEvents[]
}

/**
 * The parent's chunks up to the rows that are shared: the same buffers, but for those in which spans were open at the
 * instant, since in the other branch they end in another way.
 */
export function sharedBehind(
  { spans, events, slots }: Required<Recording>,
  tree: MaxEndTree,
  shares: NonNullable<FeedBegin["shares"]>,
): SharedChunks {
  const chunks = spans.chunks.slice(0, shares.spans / CHUNK_ROWS)
  const copied = new Set<number>()
  for (const row of openAt(tree, shares.atNs)) {
    const index = Math.floor(row / CHUNK_ROWS)
    if (index >= chunks.length) continue
    if (!copied.has(index)) chunks[index] = chunks[index].resized(CHUNK_ROWS)
    copied.add(index)
    chunks[index].reopen(row % CHUNK_ROWS)
  }
  return {
    spans: chunks,
    events: events.chunks.slice(0, shares.events / CHUNK_ROWS),
    slots: slots.chunks.slice(0, shares.slots / CHUNK_ROWS),
  }
}

function openAt(tree: MaxEndTree, tNs: number): Int32Array {
  const work = { nodes: 0, rows: 0 }
  const rows = new Int32Array(tree.query(tNs, new Int32Array(0), work))
  tree.query(tNs, rows, work)
  return rows
}
