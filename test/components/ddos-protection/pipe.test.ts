import { expect, it } from "vitest"
import { Pipe } from "../../../components/ddos-protection/pipe.ts"
import { createStream, exponential, seedWords } from "../../../engine/index.ts"

/** 1,000 bytes a second with a queue of two seconds. */
const pipe = () => new Pipe(1000, 2e9)

it("sends one after the other, and loses what finds a longer queue than it may", () => {
  const one = pipe()
  // Waits of 0, 1 and 2 s and then 1 s of its own; the fourth would wait 3 s.
  expect([0, 0, 0, 0].map((nowNs) => one.send(nowNs, 1000))).toEqual([1e9, 2e9, 3e9, -1])
  expect(one.send(1e9, 500)).toBe(2.5e9)
  expect([one.send(10e9, 1), one.send(10e9, 0)]).toEqual([1e6, 0])
})

// What does not fit is lost: 1 - 1/load of all where the load is well above 1.
it.each([1.5, 2, 5])("loses what is above its bandwidth, at %f times of it", (load) => {
  const random = createStream(seedWords("pipe"), "pipe", `${load}`)
  const gaps = exponential({ mean: 1e8 / load })
  const one = pipe()
  let nowNs = 0
  let lost = 0
  const count = 20_000
  for (let index = 0; index < count; index++) {
    random.step()
    nowNs += gaps.sample(random.a, random.b)
    if (one.send(nowNs, 100) < 0) lost++
  }
  expect(Math.abs(lost / count - (1 - 1 / load))).toBeLessThan(0.015)
})
