/** What asks, and when it may ask again; in the page a worker and its timers, in tests neither. */
export interface AskerMeans {
  nowMs(): number
  /** Calls back after so many ms. Returns what takes that back. */
  after(ms: number, then: () => void): () => void
}

/**
 * Asks the newest question and forgets those that came while another was being answered, at most once in `everyMs`: what
 * is shown of a run that goes on changes with every look at it.
 */
export class LatestAsker<Question, Answer> {
  private readonly ask: (question: Question) => Promise<Answer>
  private readonly means: AskerMeans
  private readonly everyMs: number
  private waiting: { readonly question: Question; readonly tell: (answer: Answer) => void } | null = null
  private isBusy = false
  private askedMs = Number.NEGATIVE_INFINITY
  private undo: (() => void) | null = null

  constructor(ask: (question: Question) => Promise<Answer>, means: AskerMeans, everyMs: number) {
    this.ask = ask
    this.means = means
    this.everyMs = everyMs
  }

  /** `tell` hears the answer, unless another question comes before this one is asked. */
  want(question: Question, tell: (answer: Answer) => void): void {
    this.waiting = { question, tell }
    this.go()
  }

  /** Nobody wants an answer any more. */
  stop(): void {
    this.waiting = null
    this.undo?.()
    this.undo = null
  }

  private go(): void {
    if (this.isBusy || this.waiting === null || this.undo !== null) return
    const leftMs = this.askedMs + this.everyMs - this.means.nowMs()
    if (leftMs > 0) {
      this.undo = this.means.after(leftMs, () => {
        this.undo = null
        this.go()
      })
      return
    }
    const { question, tell } = this.waiting
    this.waiting = null
    this.isBusy = true
    this.askedMs = this.means.nowMs()
    const done = () => {
      this.isBusy = false
      this.go()
    }
    this.ask(question).then(tell).then(done, done)
  }
}

/** How often a panel asks at most, in ms (chosen: what changes oftener is not read). */
export const ASK_EVERY_MS = 400

/** The page's own. */
export const pageMeans: AskerMeans = {
  nowMs: () => performance.now(),
  after: (ms, then) => {
    const handle = window.setTimeout(then, ms)
    return () => window.clearTimeout(handle)
  },
}
