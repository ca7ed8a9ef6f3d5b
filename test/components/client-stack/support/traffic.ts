import { FAILED, IGNORED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { createStream, NS_PER_MS, NS_PER_S, type Plain, type Stream, uniform01 } from "../../../../engine/index.ts"
import { type Adaptor, NAME, type OpenCall } from "./families.ts"

const PHASE_NS = 15 * NS_PER_S

/** Calls to a callee that is in turn failing, slow while half of them fail, and well; replica 0 is the worst. */
export class Traffic {
  readonly answers: number[] = []
  nowNs = 0
  private readonly adaptor: Adaptor
  private readonly luck: Stream
  private open: OpenCall[] = []
  private readonly looks: boolean

  constructor(adaptor: Adaptor, options: { readonly looks?: boolean } = {}) {
    this.adaptor = adaptor
    this.looks = options.looks ?? false
    this.luck = createStream(NAME.seed, "test", "traffic")
  }

  run(calls: number): void {
    const { luck, adaptor, answers } = this
    for (let call = 0; call < calls; call++) {
      luck.step()
      const beforeNs = this.nowNs
      this.nowNs += Math.floor(uniform01(luck.a, luck.b) * 20 * NS_PER_MS)
      if (this.looks) for (let look = 1; look <= 3; look++) this.look(beforeNs, look / 4)
      this.endCalls()
      const { answer, goes, retry = false } = adaptor.offer(this.nowNs, luck)
      answers.push(answer)
      if (goes) this.begin(answer, retry)
    }
  }

  save(): Plain {
    const open = this.open.map(({ startNs, endNs, result, retry, mark }) => ({ startNs, endNs, result, retry, mark }))
    const { state } = this.luck.snapshot()
    return { adaptor: this.adaptor.snapshot(), open, luck: [...state], nowNs: this.nowNs }
  }

  load(saved: Plain): void {
    const from = Object(saved)
    this.adaptor.restore(from.adaptor)
    this.open = from.open
    this.luck.restore({ state: from.luck })
    this.nowNs = from.nowNs
  }

  /** Looks between two events, but never past a call's end. */
  private look(beforeNs: number, part: number): void {
    const atNs = Math.floor(beforeNs + part * (this.nowNs - beforeNs))
    if (this.open.every(({ endNs }) => endNs >= atNs)) this.adaptor.look?.(atNs)
  }

  private endCalls(): void {
    const due = this.open.filter(({ endNs }) => endNs <= this.nowNs).sort((a, b) => a.endNs - b.endNs)
    this.open = this.open.filter(({ endNs }) => endNs > this.nowNs)
    for (const call of due) {
      const { answer, starts } = this.adaptor.settle(call.endNs, call)
      this.answers.push(answer)
      if (starts) this.begin(call.mark, true)
    }
  }

  private begin(mark: number, retry: boolean): void {
    const { luck, nowNs } = this
    luck.step()
    const phase = Math.floor(nowNs / PHASE_NS) % 3
    const u = uniform01(luck.a, luck.b)
    const failing = phase === 2 ? 0.03 : phase === 0 || mark === 0 ? 0.8 : 0.5
    const result = u < failing ? FAILED : u > 0.995 ? IGNORED : SUCCEEDED
    const longestMs = phase === 1 ? 900 : 60
    luck.step()
    const lastsNs = Math.floor((5 + uniform01(luck.a, luck.b) * longestMs) * NS_PER_MS)
    this.open.push({ startNs: nowNs, endNs: nowNs + lastsNs, result, retry, mark })
  }
}
