import fc from "fast-check"
import { expect, it } from "vitest"
import { Instant } from "../../../engine/kernel/instant.ts"
import { capture, copyPlain, reinstate } from "../../../engine/kernel/plain.ts"

it("copies plain data deeply", () => {
  const data = {
    number: 1,
    nothing: null,
    absent: undefined,
    list: [1, "two", [false]],
    map: new Map<number | string, object>([[1, { deep: [1] }]]),
    columns: [Float64Array.of(0.5), Int32Array.of(-1), Uint32Array.of(1), Uint16Array.of(2), Uint8Array.of(3)],
  }
  const copy = copyPlain(data, "data")
  expect(copy).toEqual(data)
  data.list.push("later")
  data.columns[0]?.fill(7)
  expect(copy).not.toEqual(data)
})

it.each([
  ["a function", () => 1],
  ["an object of a class", new Date(0)],
  ["a promise", Promise.resolve(1)],
  ["a set", new Set([1])],
])("refuses %s and names the field", (_, value) => {
  expect(() => capture({ field: [value] }, ["field"])).toThrow("field holds something that is not plain data")
})

it("puts back what it took, and nothing that is no record", () => {
  const owner = { a: 1, b: [2], c: 3 }
  const saved = capture(owner, ["a", "b"])
  Object.assign(owner, { a: 9, b: [], c: 8 })
  reinstate(owner, ["a", "b"], saved)
  expect(owner).toEqual({ a: 1, b: [2], c: 8 })
  expect(() => reinstate(owner, ["a"], 1)).toThrow("not a record")
})

it("the ring of the instant is a queue, through growth and snapshots", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.nat(300), fc.constant("shift"), fc.constant("save")), { maxLength: 60 }),
      (script) => {
        let ring = new Instant()
        const model: number[][] = []
        let next = 0
        for (const move of script) {
          if (typeof move === "number") {
            for (let count = 0; count < move; count++) {
              ring.push(next, next + 1, next + 2)
              model.push([next, next + 1, next + 2])
              next++
            }
          } else if (move === "save") {
            const saved = structuredClone(ring.snapshot())
            ring = new Instant()
            ring.restore(saved)
          } else {
            for (let count = 0; count < 150 && model.length > 0; count++) {
              ring.shift()
              expect([ring.actor, ring.kind, ring.argument]).toEqual(model.shift())
            }
          }
          expect(ring.waiting).toBe(model.length)
        }
      },
    ),
  )
})
