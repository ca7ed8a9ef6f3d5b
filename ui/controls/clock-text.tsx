import { useClock } from "../state/context.ts"
import { instantText } from "../words/time.ts"
import { openDialog, useDialog } from "./dialogs.ts"
import { JumpField } from "./jump-field.tsx"

/** Played faster than this, microseconds are only a flicker (chosen), in simulated seconds a second. */
const FLICKERS_FROM = 0.02

/** The instant that is shown, of the time that is simulated. Pressed, it takes another. */
export function Clock() {
  const { tNs, endNs, isPlaying, speed } = useClock()
  const isJumping = useDialog(({ open }) => open === "jump")
  if (isJumping) return <JumpField />
  const text = instantText(tNs, 1e3)
  const isFlickering = isPlaying && speed >= FLICKERS_FROM
  return (
    <button
      type="button"
      className="button clock"
      data-testid="clock"
      title="Go to a time that you type (T)"
      onClick={() => openDialog("jump")}
    >
      <b>
        {text.slice(0, -3)}
        <small className={isFlickering ? "is-hidden" : ""}>{text.slice(-3)}</small>
      </b>
      <span className="clock-end">of {instantText(endNs, 1e9)}</span>
      <span className="visually-hidden">. Go to another time</span>
    </button>
  )
}
