/** Calls back after so many ms; returns what takes that back. In the page a timer, in tests a list. */
export type After = (ms: number, then: () => void) => () => void

/**
 * Asks a question once nothing newer has come for a while, and tells the answer unless something newer has been wanted
 * since: answers are told in the order of their questions, and the last one always.
 */
export class Debounced<Question, Answer> {
  private readonly ask: (question: Question) => Promise<Answer>
  private readonly after: After
  private readonly waitMs: number
  private undo: (() => void) | null = null
  /** Number of the question wanted last. */
  private latest = 0

  constructor(ask: (question: Question) => Promise<Answer>, after: After, waitMs: number) {
    this.ask = ask
    this.after = after
    this.waitMs = waitMs
  }

  /** `tell` is not called where asking fails: whoever answers has another way to say that it is broken. */
  want(question: Question, tell: (answer: Answer) => void): void {
    this.stop()
    const own = this.latest
    this.undo = this.after(this.waitMs, () => {
      this.undo = null
      this.ask(question).then(
        (answer) => {
          if (own === this.latest) tell(answer)
        },
        () => undefined,
      )
    })
  }

  /** Nobody wants an answer any more. */
  stop(): void {
    this.latest++
    this.undo?.()
    this.undo = null
  }
}
