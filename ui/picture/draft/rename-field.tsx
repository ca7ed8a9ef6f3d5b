import { useStore } from "@xyflow/react"
import { useEffect, useRef } from "react"
import { useSession } from "../../state/context.ts"
import { renameComponent } from "../../state/draft-edits.ts"
import type { Layout } from "../layout/use-layout.ts"
import { closeGraphEditing, focusPicture, useGraphEditing } from "../state/graph-editing.ts"

/** So wide at least, in CSS pixels: a name of a dozen letters is seen whole. */
const WIDTH_MIN = 144

/** A field in the place of the name that is being changed: Enter and leaving it rename, Escape does not. */
export function RenameField({ layout }: { readonly layout: Layout }) {
  const node = useGraphEditing(({ open }) => (open?.do === "rename" ? open.node : null))
  return node === null ? null : <OpenField key={node} node={node} layout={layout} />
}

function OpenField({ node, layout }: { readonly node: string; readonly layout: Layout }) {
  const session = useSession()
  const field = useRef<HTMLInputElement>(null)
  const [left, top, zoom] = useStore(({ transform }) => transform)
  useEffect(() => field.current?.select(), [])
  const box = layout.boxes.get(node)
  if (box === undefined) return null
  const finish = (name: string) => {
    closeGraphEditing()
    if (name !== "" && name !== node) void renameComponent(session, node, name)
  }
  return (
    <input
      className="field picture-rename"
      data-testid="rename-field"
      ref={field}
      aria-label={`New name of ${node}`}
      defaultValue={node}
      maxLength={63}
      autoComplete="off"
      spellCheck={false}
      style={{
        width: Math.max(WIDTH_MIN, box.width * zoom),
        transform: `translate(${left + box.x * zoom}px,${top + box.y * zoom}px)`,
      }}
      onBlur={({ target }) => finish(target.value.trim())}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return
        event.preventDefault()
        event.stopPropagation()
        // Leaving the field would rename.
        if (event.key === "Escape") event.currentTarget.value = node
        focusPicture()
      }}
    />
  )
}
