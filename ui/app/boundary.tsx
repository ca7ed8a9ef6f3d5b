import { Component, type ReactNode } from "react"

interface BoundaryProps {
  /** "The picture", "This panel". */
  readonly what: string
  /** Another value begins anew: what is shown now may not fail. */
  readonly resetKey?: string
  readonly children: ReactNode
}

interface BoundaryState {
  readonly message: string | null
}

/** Keeps a crash to its own region. A class, since React has no other way to catch what a component throws. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { message: null }

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (before.resetKey !== this.props.resetKey && this.state.message !== null) this.setState({ message: null })
  }

  override render(): ReactNode {
    const { message } = this.state
    if (message === null) return this.props.children
    return (
      <div className="crashed-part" role="alert">
        <p>
          <b>{this.props.what} has stopped.</b> The rest goes on.
        </p>
        <p className="crashed-message">{message}</p>
        <button type="button" className="button is-lined" onClick={() => this.setState({ message: null })}>
          Try it again
        </button>
      </div>
    )
  }
}
