import { useEffect, useState } from "react"
import { Dialog } from "../../app/dialog.tsx"
import type { Kind } from "../../document/index.ts"
import type { Topology } from "../../protocol/topology.ts"
import { useSession } from "../../state/context.ts"
import { addComponent, connectComponents, removeComponent, tellRefusal } from "../../state/draft-edits.ts"
import { type Place, usePage } from "../../state/page.ts"
import { kindText } from "../layout/sizes.ts"
import { closeGraphEditing, focusPicture, useGraphEditing, useIsEditable } from "../state/graph-editing.ts"
import { ChoiceDialog } from "./choice-dialog.tsx"

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
  const add = async (id: string) => {
    const kind = kinds.find((one) => one.kind === id)
    closeGraphEditing()
    if (kind === undefined) return
    const name = await addComponent({ kind, beside, at })
    if (name !== null) session.select({ kind: "node", node: name })
  }
  return (
    <ChoiceDialog
      title={beside === null ? "Add a component" : `Add a component beside ${beside}`}
      testId="add-menu"
      choices={kinds.map(({ kind, title, summary, layer }) => ({ id: kind, title, more: summary, group: layer }))}
      onChoose={(id) => void add(id)}
      onClose={closeGraphEditing}
    />
  )
}

function ConnectDialog({ from, topology }: { readonly from: string; readonly topology: Topology }) {
  const others = topology.nodes.filter(({ name, beside }) => name !== from && beside === undefined)
  return (
    <ChoiceDialog
      title={`${from} calls`}
      testId="connect-menu"
      choices={others.map((node) => ({ id: node.name, title: node.name, more: kindText(node), group: node.layer }))}
      onChoose={(to) => {
        closeGraphEditing()
        void connectComponents(from, to)
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
