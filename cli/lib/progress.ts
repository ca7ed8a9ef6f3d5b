/** Lines a second at most. */
const PER_SECOND = 5

/** One line on stderr that is written over, on a terminal only. */
export class Progress {
  private readonly isShown: boolean
  private lastMs = 0
  private width = 0

  constructor(isWanted: boolean) {
    this.isShown = isWanted && process.stderr.isTTY === true
  }

  show(text: () => string): void {
    if (!this.isShown) return
    const nowMs = Date.now()
    if (nowMs - this.lastMs < 1000 / PER_SECOND) return
    this.lastMs = nowMs
    const line = text()
    process.stderr.write(`\r${line.padEnd(this.width)}`)
    this.width = line.length
  }

  clear(): void {
    if (this.width > 0) process.stderr.write(`\r${" ".repeat(this.width)}\r`)
    this.width = 0
  }
}
