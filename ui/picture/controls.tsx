import type { ReactNode } from "react"
import { useInteraction } from "./state/interaction.ts"
import type { ViewportMoves } from "./use-viewport.ts"

export interface ControlsProps {
  readonly moves: ViewportMoves
}

/** Zoom, the whole picture, and its twin in numbers. */
export function Controls({ moves }: ControlsProps) {
  const isTableOpen = useInteraction((state) => state.isTableOpen)
  return (
    <div className="picture-controls" role="toolbar" aria-label="Picture">
      <ControlButton title="Zoom in" onClick={() => moves.zoomBy(1)}>
        <path d="M8 3v10M3 8h10" />
      </ControlButton>
      <ControlButton title="Zoom out" onClick={() => moves.zoomBy(-1)}>
        <path d="M3 8h10" />
      </ControlButton>
      <ControlButton title="Show all of the picture" onClick={moves.fit}>
        <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />
      </ControlButton>
      <ControlButton
        title="The picture as a table"
        isPressed={isTableOpen}
        onClick={() => useInteraction.setState({ isTableOpen: !isTableOpen })}
      >
        <path d="M2.5 3.5h11v9h-11ZM2.5 6.5h11M2.5 9.5h11M6.5 3.5v9" />
      </ControlButton>
    </div>
  )
}

interface ControlButtonProps {
  readonly title: string
  readonly isPressed?: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

function ControlButton({ title, isPressed, onClick, children }: ControlButtonProps) {
  return (
    <button
      type="button"
      className="button is-icon"
      title={title}
      aria-label={title}
      aria-pressed={isPressed}
      onClick={onClick}
    >
      <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
        {children}
      </svg>
    </button>
  )
}
