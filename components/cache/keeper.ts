import {
  CONTINUE,
  type CountMetric,
  type Extension,
  FOUND,
  type Frame,
  KEY,
  type KeyedStream,
  type LevelMetric,
  type Plain,
  type Sampler,
  type Simulation,
} from "../../engine/index.ts"
import { FRESH, STALE, type Store } from "./store.ts"

/** Arguments of EXTEND. */
export const GET = 0
export const SET = 1
export const DELETE = 2
export const INCREMENT = 3

const PER_WORD = 1 / 0x100000000
const KIB = 1024

export interface KeeperMetrics {
  readonly hits: CountMetric
  readonly misses: CountMetric
  readonly expired: CountMetric
  readonly evictions: CountMetric
  readonly tooLarge: CountMetric
  readonly entries: LevelMetric
  readonly kibibytes: LevelMetric
}

export interface KeeperParts {
  readonly store: Store
  readonly metrics: KeeperMetrics
  /** +Infinity: entries do not expire. */
  readonly ttlNs: number
  /** Size of a key's value in bytes, and what gives the same key the same size. */
  readonly valueBytes: { readonly sampler: Sampler; readonly stream: KeyedStream }
}

/** What a cache does for a request, in no time of its own. */
export class Keeper implements Extension {
  private readonly sim: Simulation
  private readonly parts: KeeperParts
  /** What this replica adds to the levels that all replicas share. */
  private entriesShown = 0
  private kibibytesShown = 0

  constructor(sim: Simulation, parts: KeeperParts) {
    this.sim = sim
    this.parts = parts
  }

  run(frame: Frame, argument: number): number {
    const key = this.sim.frames.double(frame, KEY)
    if (argument === GET) this.get(frame, key)
    else if (argument === SET) this.set(key)
    // Who asks keeps the count itself and learns that the cache has answered; counters take no room here.
    else if (argument === INCREMENT) this.sim.frames.raise(frame, FOUND)
    else if (this.parts.store.remove(this.sim.nowNs, key)) this.showLevels()
    return CONTINUE
  }

  wipe(): void {
    this.parts.store.clear()
    this.showLevels()
  }

  snapshot(): Plain {
    const { entriesShown, kibibytesShown } = this
    return { entriesShown, kibibytesShown, store: this.parts.store.snapshot() }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.entriesShown = from.entriesShown
    this.kibibytesShown = from.kibibytesShown
    this.parts.store.restore(from.store)
  }

  private get(frame: Frame, key: number): void {
    const { nowNs, frames } = this.sim
    const { store, metrics } = this.parts
    const met = store.find(nowNs, key)
    if (met === FRESH) {
      metrics.hits.add()
      frames.raise(frame, FOUND)
      return
    }
    metrics.misses.add()
    if (met !== STALE) return
    metrics.expired.add()
    this.showLevels()
  }

  private set(key: number): void {
    const { nowNs } = this.sim
    const { store, metrics, ttlNs } = this.parts
    const evicted = store.put(nowNs, key, this.bytesOf(key), nowNs + ttlNs)
    if (evicted > 0) metrics.evictions.add(evicted)
    else if (evicted < 0) metrics.tooLarge.add()
    this.showLevels()
  }

  /** Whole bytes, at least one. */
  private bytesOf(key: number): number {
    const { sampler, stream } = this.parts.valueBytes
    stream.at(key | 0, Math.floor(key * PER_WORD))
    return Math.max(1, Math.round(sampler.sample(stream.a, stream.b)))
  }

  private showLevels(): void {
    const { store, metrics } = this.parts
    const kibibytes = Math.floor(store.bytes / KIB)
    if (store.entries !== this.entriesShown) metrics.entries.add(store.entries - this.entriesShown)
    if (kibibytes !== this.kibibytesShown) metrics.kibibytes.add(kibibytes - this.kibibytesShown)
    this.entriesShown = store.entries
    this.kibibytesShown = kibibytes
  }
}
