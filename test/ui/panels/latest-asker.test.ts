import { expect, test } from "vitest"
import { LatestAsker } from "../../../ui/panels/lib/latest-asker.ts"

/** A clock that a test moves, and questions that it answers by hand. */
function bench(everyMs: number) {
  let nowMs = 0
  const timers: { atMs: number; then: () => void }[] = []
  const asked: { question: string; answer: (answer: string) => void; fail: () => void }[] = []
  const means = {
    nowMs: () => nowMs,
    after: (ms: number, then: () => void) => {
      const timer = { atMs: nowMs + ms, then }
      timers.push(timer)
      return () => {
        timers.splice(timers.indexOf(timer), 1)
      }
    },
  }
  const ask = (question: string) =>
    new Promise<string>((resolve, reject) => {
      asked.push({ question, answer: resolve, fail: () => reject(new Error(question)) })
    })
  const told: string[] = []
  const asker = new LatestAsker(ask, means, everyMs)
  const want = (question: string) => asker.want(question, (answer) => told.push(answer))
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0))
  const wait = async (ms: number) => {
    nowMs += ms
    for (const timer of timers.filter(({ atMs }) => atMs <= nowMs)) {
      timers.splice(timers.indexOf(timer), 1)
      timer.then()
    }
    await settle()
  }
  return { asker, want, wait, settle, asked, told }
}

test("the first question is asked at once, and of those that come meanwhile only the last", async () => {
  const { want, wait, settle, asked, told } = bench(400)
  want("a")
  want("b")
  want("c")
  expect(asked.map(({ question }) => question)).toEqual(["a"])
  asked[0]?.answer("A")
  await settle()
  await wait(400)
  expect(asked.map(({ question }) => question)).toEqual(["a", "c"])
  asked[1]?.answer("C")
  await settle()
  expect(told).toEqual(["A", "C"])
})

test("questions that come all the time are asked once in a while, not never", async () => {
  const { want, wait, asked } = bench(400)
  for (let i = 0; i < 100; i++) {
    want(String(i))
    asked.at(-1)?.answer("")
    await wait(50)
  }
  expect(asked.length).toBeGreaterThanOrEqual(12)
  expect(asked.length).toBeLessThanOrEqual(13)
})

test("one that fails keeps none from the next", async () => {
  const { want, wait, settle, asked, told } = bench(10)
  want("a")
  asked[0]?.fail()
  await settle()
  await wait(10)
  want("b")
  asked[1]?.answer("B")
  await settle()
  expect(told).toEqual(["B"])
})

test("after the end nothing more is asked", async () => {
  const { asker, want, wait, settle, asked } = bench(10)
  want("a")
  want("b")
  asker.stop()
  asked[0]?.answer("A")
  await settle()
  await wait(100)
  expect(asked).toHaveLength(1)
})
