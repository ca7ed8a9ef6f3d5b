import type { FeedTaken } from "../protocol/feed.ts"

/** What the engine's worker has of time and turns, so that all else runs without them. */
export interface Scheduler {
  /** Milliseconds of a clock that never goes back. */
  nowMs(): number
  /** Does it in a turn of its own, after what has come in meanwhile. */
  soon(task: () => void): void
}

/** Where messages to the view's worker go: a MessagePort. Of one that cannot be heard no answer is waited for. */
export interface FeedPort<Message> {
  postMessage(message: Message, transfer: ArrayBuffer[]): void
  addEventListener?(type: "message", hear: (event: { readonly data: FeedTaken }) => void): void
  start?(): void
}

/** Turns through a message to oneself: unlike timers they are not held back by 4 ms, and calls from the page come between. */
export function messageScheduler(): Scheduler {
  const { port1, port2 } = new MessageChannel()
  const tasks: (() => void)[] = []
  port1.onmessage = () => tasks.shift()?.()
  return {
    nowMs: () => performance.now(),
    soon(task) {
      tasks.push(task)
      port2.postMessage(null)
    },
  }
}
