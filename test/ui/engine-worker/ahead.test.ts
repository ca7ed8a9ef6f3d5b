import { expect, it } from "vitest"
import { Engine } from "../../../ui/engine-worker/engine.ts"
import { ENGINE_OPTIONS } from "../../../ui/engine-worker/options.ts"
import type { FeedMessage, FeedTaken } from "../../../ui/protocol/feed.ts"
import { bench, libraryText, ManualScheduler } from "./support.ts"

const request = { text: libraryText("checkout"), durationNs: 8e9 }

/** An engine whose messages wait until they are taken in. */
function heardEngine() {
  const scheduler = new ManualScheduler()
  const engine = new Engine(scheduler, { ...ENGINE_OPTIONS, lookEvents: 200, sendEveryMsMax: 20 })
  const sentNs: number[] = []
  let hear: (event: { readonly data: FeedTaken }) => void = () => undefined
  engine.connect({
    postMessage: (message: FeedMessage) => message.type === "more" && sentNs.push(message.nowNs),
    addEventListener: (_, listener) => {
      hear = listener
    },
  })
  const take = (nowNs = 0) => {
    hear({ data: { branch: 0, nowNs } })
    scheduler.turns()
  }
  return { engine, scheduler, sentNs, take }
}

it("a run that is two messages ahead of what can be seen waits, and goes on when one of them has been taken in", () => {
  const { engine, scheduler, sentNs, take } = heardEngine()
  engine.start(request)
  scheduler.turns()
  expect([sentNs.length, engine.progress(0).finished]).toEqual([2, false])
  take(sentNs[0])
  expect(sentNs.length).toBe(3)
  take(sentNs[0])
  expect(sentNs.length).toBe(3)
  // Nothing this run has sent: an answer that was on its way when another was started.
  take(request.durationNs)
  expect(sentNs.length).toBe(3)
  for (let message = 1; !engine.progress(0).finished; message++) take(sentNs[message])
  expect(sentNs.length).toBeGreaterThan(5)
  const unheard = bench()
  unheard.engine.start(request)
  unheard.scheduler.turns()
  expect(engine.progress(0).digest).toBe(unheard.engine.progress(0).digest)
})
