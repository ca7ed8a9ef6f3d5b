/** Slowest and fastest play, in simulated seconds a second; MAX shows the end of what has been simulated so far. */
export const SPEED_MIN = 0.001
export const SPEED_MAX = 10_000

export interface Loop {
  readonly fromNs: number
  readonly toNs: number
}

/** What the clock shows. A new object whenever any of it has changed. */
export interface ClockState {
  readonly tNs: number
  readonly isPlaying: boolean
  /** Simulated seconds a second. */
  readonly speed: number
  readonly direction: 1 | -1
  /** Stays at the end of what has been simulated so far. */
  readonly isLive: boolean
  readonly loop: Loop | null
  /** How far the record reaches: the latest instant there is. */
  readonly endNs: number
  /** The record grows no more. */
  readonly isOver: boolean
}

/**
 * The instant that is shown. It lies outside React: it changes with every frame. Whoever draws asks for `state` when a
 * frame is due; texts subscribe, and are told ten times a second at most by whoever runs the clock (frame-loop.ts).
 */
export class PlaybackClock {
  state: ClockState = {
    tNs: 0,
    isPlaying: false,
    speed: 1,
    direction: 1,
    isLive: false,
    loop: null,
    endNs: 0,
    isOver: false,
  }
  private readonly listeners = new Set<() => void>()
  /** An instant to be shown as soon as the record reaches it: a fork's is short at first. Null for none. */
  private awaitedNs: number | null = null

  /** For `useSyncExternalStore`. Returns what ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  readonly read = (): ClockState => this.state

  /** The instant that is shown, or is going to be once the record reaches it. */
  get wantedNs(): number {
    return this.awaitedNs ?? this.state.tNs
  }

  /** Goes on by `ms` of the viewer's time. True if the instant has changed. */
  tick(ms: number): boolean {
    const { isPlaying, isLive, tNs, speed, direction, endNs, loop, isOver } = this.state
    if (this.awaitedNs !== null) return false
    if (isLive) return isOver ? this.stopAt(endNs) : this.moveTo(endNs)
    if (!isPlaying) return false
    const [firstNs, lastNs] = loop === null ? [0, endNs] : [loop.fromNs, Math.min(loop.toNs, endNs)]
    const nextNs = Math.round(tNs + direction * speed * ms * 1e6)
    if (loop !== null && nextNs > lastNs) return this.moveTo(firstNs)
    if (loop !== null && nextNs < firstNs) return this.moveTo(lastNs)
    if (nextNs >= lastNs && direction === 1) return isOver ? this.stopAt(lastNs) : this.moveTo(lastNs)
    if (nextNs <= firstNs && direction === -1) return this.stopAt(firstNs)
    return this.moveTo(nextNs)
  }

  /** To an instant, in bounds; live play ends there. */
  seek(tNs: number): void {
    this.awaitedNs = null
    this.set({ tNs: Math.max(0, Math.min(this.state.endNs, Math.round(tNs))), isLive: false })
  }

  play(direction: 1 | -1 = 1): void {
    const { tNs, endNs } = this.state
    const begins = direction === 1 && tNs >= endNs && endNs > 0
    this.set({ isPlaying: true, isLive: false, direction, ...(begins ? { tNs: 0 } : {}) })
  }

  pause(): void {
    this.set({ isPlaying: false, isLive: false })
  }

  follow(): void {
    this.awaitedNs = null
    this.set({ isLive: true, isPlaying: true, direction: 1, tNs: this.state.endNs })
  }

  setSpeed(speed: number): void {
    this.set({ speed: Math.max(SPEED_MIN, Math.min(SPEED_MAX, speed)) })
  }

  setLoop(loop: Loop | null): void {
    this.set({ loop })
  }

  /** The record has grown to there, or another is shown: play waits at the end of one that still grows. */
  setEnd(endNs: number, isOver = false): void {
    const { state, awaitedNs } = this
    if (endNs === state.endNs && isOver === state.isOver) return
    const tNs = awaitedNs ?? state.tNs
    this.awaitedNs = tNs > endNs && !isOver && !state.isLive ? tNs : null
    this.set({ endNs, isOver, tNs: Math.min(tNs, endNs) })
  }

  /** To an instant that the record may have to reach yet. */
  await(tNs: number): void {
    const { endNs, isOver } = this.state
    this.seek(tNs)
    if (tNs > endNs && !isOver) this.awaitedNs = tNs
  }

  /** Tells those who subscribed. */
  announce(): void {
    for (const listener of this.listeners) listener()
  }

  /** True: play is over, whether the instant has changed or not. */
  private stopAt(tNs: number): boolean {
    this.state = { ...this.state, tNs, isPlaying: false, isLive: false }
    return true
  }

  private moveTo(tNs: number): boolean {
    if (tNs === this.state.tNs) return false
    this.state = { ...this.state, tNs }
    return true
  }

  private set(part: Partial<ClockState>): void {
    this.state = { ...this.state, ...part }
    this.announce()
  }
}
