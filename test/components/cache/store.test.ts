import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { evictionOf } from "../../../components/cache/evictions.ts"
import { ABSENT, FRESH, STALE, Store, type StoreLimits } from "../../../components/cache/store.ts"
import { compileDistribution, createStream, seedWords } from "../../../engine/index.ts"

const NEVER = Number.POSITIVE_INFINITY

function storeOf(limits: Partial<StoreLimits>): Store {
  const random = createStream(seedWords("42"), "cache", "eviction")
  const eviction = evictionOf({ strategy: "lru", params: {} })
  return new Store({ entriesMax: NEVER, bytesMax: NEVER, ...limits }, eviction, {}, random)
}

/** Misses of a string of references, each stored when it is missed. */
function misses(store: Store, keys: readonly number[]): number {
  let count = 0
  for (const key of keys)
    if (store.find(0, key) !== FRESH) {
      count++
      store.put(0, key, 1, NEVER)
    }
  return count
}

/** The same by the definition: a list, the most recently used first. */
class ListStore {
  list: { key: number; bytes: number; expiresAt: number }[] = []
  private readonly limits: StoreLimits

  constructor(limits: StoreLimits) {
    this.limits = limits
  }

  find(now: number, key: number): number {
    const entry = this.takeOut(key)
    if (entry === undefined) return ABSENT
    if (entry.expiresAt <= now) return STALE
    this.list.unshift(entry)
    return FRESH
  }

  put(key: number, bytes: number, expiresAt: number): number {
    const known = this.takeOut(key)
    if (bytes > this.limits.bytesMax) return -1
    this.list.unshift({ key, bytes, expiresAt })
    let evicted = 0
    while (this.list.length > this.limits.entriesMax || this.bytes > this.limits.bytesMax) {
      this.list.pop()
      evicted++
    }
    return known === undefined || evicted > 0 ? evicted : 0
  }

  takeOut(key: number) {
    const at = this.list.findIndex((entry) => entry.key === key)
    return at < 0 ? undefined : this.list.splice(at, 1)[0]
  }

  get bytes(): number {
    return this.list.reduce((sum, { bytes }) => sum + bytes, 0)
  }
}

const step = fc.record({
  do: fc.constantFrom("find", "put", "put", "remove"),
  key: fc.integer({ min: 0, max: 12 }),
  bytes: fc.integer({ min: 1, max: 9 }),
  wait: fc.integer({ min: 0, max: 3 }),
  ttl: fc.constantFrom(2, 10, NEVER),
})
const limits = fc.constantFrom(
  { entriesMax: 1, bytesMax: NEVER },
  { entriesMax: 4, bytesMax: NEVER },
  { entriesMax: NEVER, bytesMax: 8 },
  { entriesMax: 3, bytesMax: 20 },
)

describe("store", () => {
  // Oracle C03, the string of Belady's anomaly: LRU faults 10 times with 3 frames and 8 times with 4.
  it("faults on Belady's string as LRU does", () => {
    const keys = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5]
    expect(misses(storeOf({ entriesMax: 3 }), keys)).toBe(10)
    expect(misses(storeOf({ entriesMax: 4 }), keys)).toBe(8)
  })

  it("does what a list would do, step by step", () => {
    fc.assert(
      fc.property(limits, fc.array(step, { maxLength: 150 }), (the, steps) => {
        const store = storeOf(the)
        const list = new ListStore(the)
        let now = 0
        for (const { do: verb, key, bytes, wait, ttl } of steps) {
          now += wait
          if (verb === "find") expect(store.find(now, key)).toBe(list.find(now, key))
          else if (verb === "put") expect(store.put(now, key, bytes, now + ttl)).toBe(list.put(key, bytes, now + ttl))
          else expect(store.remove(now, key)).toBe(list.takeOut(key) !== undefined)
          expect([store.entries, store.bytes]).toEqual([list.list.length, list.bytes])
        }
      }),
    )
  })

  it("goes on from a snapshot as if nothing had happened", () => {
    const store = storeOf({ entriesMax: 100 })
    for (let key = 0; key < 500; key++) store.put(0, (key * 7) % 151, 3, NEVER)
    const saved = structuredClone(store.snapshot())
    const next = (one: Store) =>
      Array.from({ length: 300 }, (_, at) => [one.find(1, at % 151), one.put(1, (at * 5) % 173, 3, NEVER)])
    const wanted = next(store)
    for (const other of [storeOf({ entriesMax: 100 }), store]) {
      other.restore(saved)
      expect(next(other)).toEqual(wanted)
    }
  })

  it("is empty after clear, and works", () => {
    const store = storeOf({ entriesMax: 10 })
    for (let key = 0; key < 200; key++) store.put(0, key, 1, NEVER)
    store.clear()
    expect([store.entries, store.bytes, store.find(0, 199)]).toEqual([0, 0, ABSENT])
    expect(misses(store, [1, 2, 1, 2])).toBe(2)
  })

  // Che's approximation: h = sum p (1 - e^(-p t)) with t from sum (1 - e^(-p t)) = C. Its error and that of the sample
  // (4 standard errors of 400,000 correlated references) stay below 0.006.
  it.each([
    [10_000, 0.8, 100],
    [10_000, 0.8, 1000],
    [10_000, 1, 1000],
  ])("hits as Che's approximation says: %i keys, Zipf %f, %i entries", (keys, exponent, entriesMax) => {
    const zipf = compileDistribution({ kind: "zipf", n: keys, s: exponent })
    const stream = createStream(seedWords("che"), "keys", "zipf")
    const store = storeOf({ entriesMax })
    let hits = 0
    const [warmUp, counted] = [100_000, 400_000]
    for (let reference = 0; reference < warmUp + counted; reference++) {
      stream.step()
      const key = zipf.sample(stream.a, stream.b)
      if (store.find(0, key) !== FRESH) store.put(0, key, 1, NEVER)
      else if (reference >= warmUp) hits++
    }
    expect(Math.abs(hits / counted - cheHitRatio(keys, exponent, entriesMax))).toBeLessThan(0.006)
  })

  it("agrees with the published numbers of Che's approximation", () => {
    expect(cheHitRatio(10_000, 0.8, 100)).toBeCloseTo(0.156625, 5)
    expect(cheHitRatio(10_000, 1, 1000)).toBeCloseTo(0.675602, 5)
  })

  // A million entries and 200,000 evictions: linear work anywhere would take hours.
  it("is fast with a million entries", () => {
    const store = storeOf({ entriesMax: 1_000_000 })
    for (let key = 0; key < 1_200_000; key++) store.put(0, key, 100, NEVER)
    let found = 0
    for (let key = 0; key < 1_200_000; key += 10) if (store.find(0, key) === FRESH) found++
    expect([store.entries, store.bytes, found]).toEqual([1_000_000, 100_000_000, 100_000])
  })
})

function cheHitRatio(keys: number, exponent: number, entries: number): number {
  const weights = Array.from({ length: keys }, (_, index) => (index + 1) ** -exponent)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = weights.map((weight) => weight / total)
  const present = (time: number) => shares.reduce((sum, share) => sum - Math.expm1(-share * time), 0)
  let [low, high] = [0, 1e9]
  for (let halving = 0; halving < 100; halving++) {
    const middle = (low + high) / 2
    if (present(middle) < entries) low = middle
    else high = middle
  }
  return shares.reduce((sum, share) => sum - share * Math.expm1(-share * low), 0)
}
