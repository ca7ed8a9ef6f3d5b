import { NS_PER_S } from "../time.ts"

/** One direction's bandwidth: messages go onto the wire one after another. */
export class Transmitter {
  /** Bytes per second; Infinity takes no time. */
  private bandwidth = Infinity
  /** When all that was handed over so far is on the wire. */
  nextFreeNs = 0

  /** Hands over a message of `bytes`; the ns from `nowNs` until its last byte is on the wire. */
  enqueue(bytes: number, nowNs: number): number {
    if (this.bandwidth === Infinity) return 0
    const startNs = this.nextFreeNs > nowNs ? this.nextFreeNs : nowNs
    this.nextFreeNs = startNs + Math.ceil((bytes * NS_PER_S) / this.bandwidth)
    return this.nextFreeNs - nowNs
  }

  /** What waits goes on at the new rate; messages already handed over keep the arrival they were given. */
  setBandwidth(bandwidth: number, nowNs: number): void {
    if (bandwidth === this.bandwidth) return
    const waitingNs = this.nextFreeNs - nowNs
    if (waitingNs > 0) this.nextFreeNs = nowNs + Math.ceil((waitingNs * this.bandwidth) / bandwidth)
    this.bandwidth = bandwidth
  }
}
