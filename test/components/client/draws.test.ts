import { describe, expect, test } from "vitest"
import { Run } from "../../../scenarios/run/run.ts"
import { expectSame, planOf, traceOf } from "../../scenarios/run/support.ts"
import type { Seen } from "./support/probe-actor.ts"
import { runWorld } from "./support/world.ts"

const SECOND = 1e9
const seenBy = (load: object, spanNs = 20 * SECOND): readonly Seen[] =>
  runWorld({ open: "poisson 1000/s", to: "pay", ...load }, spanNs).probe.seen

/** Sum of (observed - expected)^2 / expected. */
function chiSquare(observed: readonly number[], shares: readonly number[]): number {
  const total = observed.reduce((sum, count) => sum + count, 0)
  return observed.reduce((sum, count, index) => {
    const expected = total * (shares[index] ?? 0)
    return sum + ((count - expected) * (count - expected)) / expected
  }, 0)
}

describe("the mix", () => {
  // [shares as written, normalised, 99.99 % point of chi-square with one degree less than classes]
  test.each([
    [["20%", "80%"], [0.2, 0.8], 15.1],
    [["1%", "2%", "3%", "4%"], [0.1, 0.2, 0.3, 0.4], 21.1],
    [[undefined, undefined, undefined], [1 / 3, 1 / 3, 1 / 3], 18.4],
    [["50%", "50%", "50%", "100%", "0.5%"], [0.5, 0.5, 0.5, 1, 0.005].map((share) => share / 2.505), 23.5],
  ])("%j", (written, shares, limit) => {
    const mix = Object.fromEntries(written.map((share, index) => [`c${index}`, share === undefined ? {} : { share }]))
    const counts = new Array<number>(written.length).fill(0)
    for (const { tag } of seenBy({ mix })) counts[tag] = (counts[tag] ?? 0) + 1
    expect(chiSquare(counts, shares)).toBeLessThan(limit)
  })

  test("a class with no share is never chosen", () => {
    const tags = new Set(
      seenBy({ mix: { a: { share: "0%" }, b: { share: "1%" }, c: { share: "0%" } } }).map(({ tag }) => tag),
    )
    expect(tags).toEqual(new Set([1]))
  })
})

describe("keys", () => {
  test("zipf: the k-th in proportion to k^-s", () => {
    const keys = seenBy({ keys: "zipf n=5 s=1" }, 50 * SECOND).map(({ key }) => key)
    const counts = [1, 2, 3, 4, 5].map((rank) => keys.filter((key) => key === rank).length)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(keys.length)
    // H(5) = 137/60; 99.99 % point for four degrees of freedom.
    expect(
      chiSquare(
        counts,
        [1, 2, 3, 4, 5].map((rank) => 60 / 137 / rank),
      ),
    ).toBeLessThan(23.5)
  })

  test("uniform: 1 to n, all alike", () => {
    const keys = seenBy({ keys: "uniform n=4" }).map(({ key }) => key)
    const counts = [1, 2, 3, 4].map((rank) => keys.filter((key) => key === rank).length)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(keys.length)
    expect(chiSquare(counts, [0.25, 0.25, 0.25, 0.25])).toBeLessThan(21.1)
  })

  test("scan: 1 to n in turn, again and again", () => {
    const keys = seenBy({ keys: "scan n=3" }, SECOND / 100).map(({ key }) => key)
    expect(keys.length).toBeGreaterThan(4)
    expect(keys).toEqual(keys.map((_, index) => (index % 3) + 1))
  })

  test("list: its keys in turn, each class by itself", () => {
    const list = [7, 0, 4_503_599_627_370_495]
    const mix = { a: { keys: { kind: "list", keys: list } }, b: { keys: { kind: "list", keys: [5, 6] } } }
    const seen = seenBy({ mix }, SECOND / 10)
    const [a, b] = [0, 1].map((tag) => seen.filter((one) => one.tag === tag).map(({ key }) => key))
    expect(a).toEqual(a?.map((_, index) => list[index % 3]))
    expect(b).toEqual(b?.map((_, index) => 5 + (index % 2)))
  })

  test("a list goes on from a snapshot where it stood", () => {
    const plan = planOf({
      run: { duration: "1s" },
      components: {
        shop: { kind: "client" },
        app: { kind: "service", operations: { get: [{ "cache-aside": { cache: "memory", load: [] } }] } },
        memory: { kind: "cache", entriesMax: 3, eviction: "lru" },
      },
      load: { shop: { open: "poisson 100/s", to: "app", keys: { kind: "list", keys: [1, 2, 3, 4, 1, 1, 2] } } },
    })
    const whole = new Run(plan)
    whole.advance(0.5e9)
    const saved = structuredClone(whole.snapshot())
    whole.advance()
    const second = new Run(plan)
    second.restore(saved)
    second.advance()
    expectSame(traceOf(second), traceOf(whole))
  })
})

describe("bytes and patience", () => {
  test("whole numbers from their distributions; a class's own in place of the load's", () => {
    const seen = seenBy({
      bytes: "exponential 2kB",
      patience: "exponential 10ms",
      mix: { a: { share: "50%" }, b: { share: "50%", bytes: "7B", patience: "0s" } },
    })
    const a = seen.filter(({ tag }) => tag === 0)
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(a.every(({ bytes, patienceNs }) => Number.isInteger(bytes) && Number.isInteger(patienceNs))).toBe(true)
    expect(Math.abs(mean(a.map(({ bytes }) => bytes)) / 2000 - 1)).toBeLessThan(5 / Math.sqrt(a.length))
    expect(Math.abs(mean(a.map(({ patienceNs }) => patienceNs)) / 10e6 - 1)).toBeLessThan(5 / Math.sqrt(a.length))
    // On a frame 0 would mean any patience at all, so none is the least that can be said.
    for (const { tag, bytes, patienceNs } of seen) if (tag === 1) expect([bytes, patienceNs]).toEqual([7, 1])
  })
})

describe("streams are independent: what changes re-rolls nothing else", () => {
  const base = { keys: "zipf n=1000 s=1.1", bytes: "exponential 2kB", patience: "exponential 5ms" }
  const times = (seen: readonly Seen[]) => seen.map(({ atNs }) => atNs)
  const plain = seenBy(base, SECOND)

  test("another mix changes no time, key, size or patience", () => {
    const carried = (seen: readonly Seen[]) =>
      seen.map(({ atNs, key, bytes, patienceNs }) => [atNs, key, bytes, patienceNs])
    for (const mix of [
      { a: {}, b: {} },
      { a: { share: "1%" }, b: { share: "99%" }, c: { share: "30%" } },
    ]) {
      const mixed = seenBy({ ...base, mix }, SECOND)
      expect(carried(mixed)).toEqual(carried(plain))
      expect(new Set(mixed.map(({ tag }) => tag)).size).toBeGreaterThan(1)
    }
  })

  test("other keys change nothing but keys, and one class's keys not the others'", () => {
    const mix = { a: { share: "50%" }, b: { share: "50%" } }
    const before = seenBy({ ...base, mix }, SECOND)
    const after = seenBy({ ...base, mix: { ...mix, b: { share: "50%", keys: "uniform n=7" } } }, SECOND)
    expect(times(after)).toEqual(times(before))
    after.forEach(({ tag, key, bytes, patienceNs }, index) => {
      expect({ tag, bytes, patienceNs }).toEqual({
        tag: before[index]?.tag,
        bytes: before[index]?.bytes,
        patienceNs: before[index]?.patienceNs,
      })
      if (tag === 0) expect(key).toBe(before[index]?.key)
      else expect(key).toBeLessThanOrEqual(7)
    })
  })

  test("a shifted share moves only the requests between the old and the new bound", () => {
    const tags = (share: string) => seenBy({ mix: { a: { share }, b: { share: "10%" } } }, SECOND).map(({ tag }) => tag)
    const [less, more] = [tags("10%"), tags("20%")]
    // Class a grows from 1/2 to 2/3: nobody leaves it.
    expect(less.every((tag, index) => tag === 1 || more[index] === 0)).toBe(true)
    expect(less).not.toEqual(more)
  })
})
