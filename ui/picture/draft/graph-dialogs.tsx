import { useEffect, useState } from "react"
import { Dialog } from "../../app/dialog.tsx"
import { FoundList } from "../../controls/found-list.tsx"
import { fuzzyFilter } from "../../controls/fuzzy.ts"
import type { Kind } from "../../document/index.ts"
import type { Topology } from "../../protocol/topology.ts"
import { useSession } from "../../state/context.ts"
import { addComponent, connectComponents, removeComponent, tellRefusal } from "../../state/draft-edits.ts"
import { type Place, usePage } from "../../state/page.ts"
import { kindText } from "../layout/sizes.ts"
import { closeGraphEditing, focusPicture, useGraphEditing, useIsEditable } from "../state/graph-editing.ts"

/** What opens over the picture while it is edited. */
export function GraphDialogs({ topology }: { readonly topology: Topology }) {
  const open = useGraphEditing((state) => state.open)
  const isEditable = useIsEditable()
  if (open === null || !isEditable) return null
  if (open.do === "add") return <AddDialog at={open.at} />
  if (open.do === "connect") return <ConnectDialog from={open.from} topology={topology} />
  if (open.do === "confirm") return <ConfirmDialog node={open.node} message={open.message} />
  return null
}

/** Kinds to add one of. The kinds come with the scenario language. */
function AddDialog({ at }: { readonly at: Place | null }) {
  const session = useSession()
  const [kinds, setKinds] = useState<readonly Kind[]>([])
  const beside = usePage(({ selection }) => (selection.kind === "node" ? selection.node : null))
  useEffect(() => {
    void import("../../document/index.ts").then((language) => setKinds(language.kinds()))
  }, [])
  const choices = kinds.map(({ kind, title, summary, layer }) => ({ id: kind, title, more: summary, kind: layer }))
  const add = async (id: string) => {
    const kind = kinds.find((one) => one.kind === id)
    closeGraphEditing()
    if (kind === undefined) return
    const name = await addComponent({ kind, beside, at })
    if (name !== null) session.select({ kind: "node", node: name })
  }
  return (
    <FoundList
      title={beside === null ? "Add a component" : `Add a component beside ${beside}`}
      testId="add-menu"
      label="Search kinds"
      placeholder="Type to find one"
      entriesOf={(typed) => fuzzyFilter(choices, typed, ({ id, title, more }) => `${title} ${id} ${more}`)}
      onChoose={({ id }) => void add(id)}
      onClose={closeGraphEditing}
    />
  )
}

function ConnectDialog({ from, topology }: { readonly from: string; readonly topology: Topology }) {
  const others = topology.nodes.filter(({ name, beside }) => name !== from && beside === undefined)
  const choices = others.map((node) => ({ id: node.name, title: node.name, more: kindText(node), kind: node.layer }))
  return (
    <FoundList
      title={`${from} calls`}
      testId="connect-menu"
      label="Search components"
      placeholder="Type to find one"
      entriesOf={(typed) => fuzzyFilter(choices, typed, ({ title, more }) => `${title} ${more}`)}
      onChoose={({ id }) => {
        closeGraphEditing()
        void connectComponents(from, id)
      }}
      onClose={closeGraphEditing}
    />
  )
}

/** Asked where others cannot be without what is to be removed. */
function ConfirmDialog({ node, message }: { readonly node: string; readonly message: string }) {
  const remove = async () => {
    closeGraphEditing()
    if (tellRefusal(await removeComponent(node, true))) focusPicture()
  }
  return (
    <Dialog title={`Remove ${node}`} testId="confirm-remove" onClose={closeGraphEditing}>
      <p className="picture-confirm">{message}.</p>
      <p className="picture-confirm">
        <button type="button" className="button is-lined" data-focus onClick={() => void remove()}>
          Remove them all
        </button>
        <button type="button" className="button is-lined" onClick={closeGraphEditing}>
          Keep them
        </button>
      </p>
    </Dialog>
  )
}
