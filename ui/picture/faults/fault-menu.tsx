import { type FormEvent, useEffect, useRef, useState } from "react"
import type { Topology } from "../../protocol/topology.ts"
import { useSession } from "../../state/context.ts"
import { bringFault, type FaultWish, type Refused } from "../../state/interventions.ts"
import { instantText } from "../../words/time.ts"
import { closeFaultMenu, useInteraction } from "../state/interaction.ts"
import { nameOf } from "../state/pointing.ts"
import { verbsFor } from "./choices.ts"
import { FaultFields, type FaultValues } from "./fault-fields.tsx"

export interface FaultMenuProps {
  readonly topology: Topology
}

/** The faults that can be brought on a node or an edge at the instant shown, in the past too. Opened by a right click or x. */
export function FaultMenu({ topology }: FaultMenuProps) {
  const open = useInteraction((state) => state.faultMenu)
  return open === null ? null : <OpenMenu key={nameOf(open.target)} topology={topology} open={open} />
}

interface OpenMenuProps extends FaultMenuProps {
  readonly open: NonNullable<ReturnType<typeof useInteraction.getState>["faultMenu"]>
}

function OpenMenu({ topology, open: { target, at } }: OpenMenuProps) {
  const session = useSession()
  const dialog = useRef<HTMLDialogElement>(null)
  const [refused, setRefused] = useState<Refused>(null)
  const [isBusy, setIsBusy] = useState(false)
  const verbs = verbsFor(topology, target)
  // The instant stands still while the menu is open: it is what the person has seen.
  const [atNs] = useState(() => session.clock.state.tNs)
  useEffect(() => {
    const { current } = dialog
    if (current === null) return
    const before = document.activeElement
    session.clock.pause()
    current.showModal()
    const { width, height } = current.getBoundingClientRect()
    current.style.left = `${Math.max(8, Math.min(at.x, innerWidth - width - 8))}px`
    current.style.top = `${Math.max(8, Math.min(at.y, innerHeight - height - 8))}px`
    return () => {
      current.close()
      if (before instanceof HTMLElement || before instanceof SVGElement) before.focus()
    }
  }, [session, at])

  const bring = async (values: FaultValues) => {
    const wish: FaultWish = { atNs, ...values }
    setIsBusy(true)
    const reason = await bringFault(session, wish).catch((error: unknown) => String(error))
    setIsBusy(false)
    if (reason === null) closeFaultMenu()
    else setRefused(reason)
  }
  const onBackdrop = (event: { readonly target: EventTarget; readonly currentTarget: EventTarget }) => {
    if (event.target === event.currentTarget) closeFaultMenu()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog closes it, as Escape does.
    <dialog
      className="picture-faults"
      ref={dialog}
      aria-labelledby="picture-faults-title"
      onCancel={(event) => {
        event.preventDefault()
        closeFaultMenu()
      }}
      onClick={onBackdrop}
      data-testid="fault-menu"
    >
      <form method="dialog" onSubmit={(event: FormEvent) => event.preventDefault()}>
        <header>
          <h2 id="picture-faults-title">Fault on {nameOf(target)}</h2>
          <p>
            at <time>{instantText(atNs)}</time>, as a branch: what has run stays.
          </p>
        </header>
        {verbs.length === 0 ? (
          <p>Nothing of its kind obeys a fault.</p>
        ) : (
          <FaultFields
            topology={topology}
            target={target}
            verbs={verbs}
            isBusy={isBusy}
            onBring={(wish) => void bring(wish)}
          />
        )}
        {refused === null ? null : (
          <p className="picture-refused" role="alert">
            {refused}
          </p>
        )}
      </form>
    </dialog>
  )
}
