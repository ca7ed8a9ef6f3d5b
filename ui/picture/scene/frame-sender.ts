/** A frame that is wanted, and what tells whether it would look different from the one before. */
export interface WantedFrame<Request> {
  readonly request: Request
  readonly key: string
}

/**
 * Sends frames to be drawn, one at a time: while one is being drawn the latest of the others waits, and those before it
 * are forgotten. A frame that would look like the one sent last is not sent.
 */
export class FrameSender<Request, Answer> {
  private readonly send: (request: Request) => Promise<Answer>
  private readonly onAnswer: (answer: Answer, request: Request) => void
  private sentKey = ""
  private isOut = false
  private waiting: WantedFrame<Request> | null = null
  private isClosed = false

  constructor(send: (request: Request) => Promise<Answer>, onAnswer: (answer: Answer, request: Request) => void) {
    this.send = send
    this.onAnswer = onAnswer
  }

  want(frame: WantedFrame<Request>): void {
    if (this.isClosed) return
    if (this.isOut) this.waiting = frame
    else if (frame.key !== this.sentKey) void this.go(frame)
  }

  /** Has the next frame sent even if it looks the same: the surface has changed. */
  forget(): void {
    this.sentKey = ""
  }

  close(): void {
    this.isClosed = true
    this.waiting = null
  }

  private async go({ request, key }: WantedFrame<Request>): Promise<void> {
    this.isOut = true
    this.sentKey = key
    try {
      const answer = await this.send(request)
      if (!this.isClosed) this.onAnswer(answer, request)
    } catch {
      // The worker's own failure is told by whoever watches it; the next frame tries again.
      this.forget()
    } finally {
      this.isOut = false
      const { waiting } = this
      this.waiting = null
      if (waiting !== null && !this.isClosed) this.want(waiting)
    }
  }
}
