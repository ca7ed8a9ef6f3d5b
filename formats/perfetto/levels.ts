import type { CallNames } from "../trace/call-names.ts"
import type { Levels } from "../trace/recorded-run.ts"
import { microsText } from "./micros.ts"
import type { Tracks } from "./tracks.ts"

/**
 * Counters of every replica: what its levels were at `fromNs`, and each change until `toNs`. Perfetto makes a track of each
 * series and puts the name of the event before it: `pay[0] queue`.
 */
export function* levelEvents(
  { changes, names: levelNames }: Levels,
  { tracks, names }: { readonly tracks: Tracks; readonly names: CallNames },
  { fromNs, toNs }: { readonly fromNs: number; readonly toNs: number },
): Generator<string> {
  const kinds = Object.keys(levelNames).map(Number)
  const values = new Map<number, Map<number, number>>()
  const counter = (timeNs: number, actor: number): string[] => {
    const events: string[] = []
    const pid = tracks.process(actor, events)
    const series = kinds.map((kind) => `${JSON.stringify(levelNames[kind])}:${values.get(actor)?.get(kind) ?? 0}`)
    const name = JSON.stringify(names.replica(actor))
    events.push(`{"ph":"C","name":${name},"ts":${microsText(timeNs)},"pid":${pid},"args":{${series.join(",")}}}`)
    return events
  }
  let hasBegun = false
  for (let row = changes.firstRow; row < changes.count; row++) {
    const timeNs = changes.time(row)
    if (timeNs > toNs) break
    if (timeNs > fromNs && !hasBegun) {
      hasBegun = true
      for (const actor of values.keys()) yield* counter(fromNs, actor)
    }
    const actor = changes.actor(row)
    const kind = changes.kind(row)
    if (levelNames[kind] === undefined) continue
    const levels = values.get(actor) ?? new Map<number, number>()
    values.set(actor, levels.set(kind, (levels.get(kind) ?? 0) + changes.argument(row)))
    if (hasBegun) yield* counter(timeNs, actor)
  }
  if (!hasBegun) for (const actor of values.keys()) yield* counter(fromNs, actor)
}
