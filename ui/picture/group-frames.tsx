import { ViewportPortal } from "@xyflow/react"
import type { Group } from "./layout/groups.ts"

export interface GroupFramesProps {
  readonly groups: readonly Group[]
}

/** Frames around what is seen as one from afar. */
export function GroupFrames({ groups }: GroupFramesProps) {
  return (
    <ViewportPortal>
      {groups.map(({ id, box: { x, y, width, height } }) => (
        <div key={id} className="picture-group" style={{ width, height, transform: `translate(${x}px,${y}px)` }} />
      ))}
    </ViewportPortal>
  )
}
