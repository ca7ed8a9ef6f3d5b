import { expect, it } from "vitest"
import { type Letter, Letters } from "../../../components/discovery/letters.ts"
import { S } from "./support.ts"

const answer = (index: number): Letter => ({ kind: "answer", index, hosts: [1, 2], ttlNs: 0 })

it("keeps a letter for 30 s after it was last sent, and no longer than it takes to send another", () => {
  const letters = new Letters()
  const first = letters.post(0, answer(1))
  const second = letters.post(20 * S, answer(2))
  expect(letters.postAgain(25 * S, first, answer(1))).toBe(first)
  letters.post(51 * S, answer(3))
  expect(letters.read(second)).toBeUndefined()
  expect(letters.read(first)).toEqual(answer(1))
  letters.post(56 * S, answer(4))
  expect(letters.read(first)).toBeUndefined()
})

it("gives a letter that is gone a new number", () => {
  const letters = new Letters()
  const first = letters.post(0, answer(1))
  letters.post(31 * S, answer(2))
  const again = letters.postAgain(32 * S, first, answer(1))
  expect(again).not.toBe(first)
  expect(letters.read(again)).toEqual(answer(1))
})

it("is put back as it was, numbers included", () => {
  const letters = new Letters()
  const first = letters.post(0, answer(1))
  const other = new Letters()
  other.restore(structuredClone(letters.snapshot()))
  expect(other.read(first)).toEqual(answer(1))
  expect(other.post(1, answer(2))).toBe(letters.post(1, answer(2)))
})
