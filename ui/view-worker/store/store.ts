import type { BranchId, FeedMessage, FeedTaken } from "../../protocol/feed.ts"
import { Branch } from "./branch.ts"

/** Every run that can be shown, fed by messages. A run that begins with number 0 makes all earlier ones forgotten. */
export class Store {
  private readonly branches = new Map<BranchId, Branch>()
  private readonly onTaken: (taken: FeedTaken) => void

  /** `onTaken` hears of each message that has been taken in. */
  constructor(onTaken: (taken: FeedTaken) => void = () => undefined) {
    this.onTaken = onTaken
  }

  receive(message: FeedMessage): void {
    if (message.type === "begin") {
      if (message.branch === 0) this.branches.clear()
      const parent = message.shares === null ? undefined : this.branches.get(message.shares.branch)
      this.branches.set(message.branch, new Branch(message, parent))
      return
    }
    const branch = this.branches.get(message.branch)
    // What a run sends that was forgotten meanwhile is of no use.
    if (branch === undefined) return
    if (message.type === "more") branch.take(message)
    else {
      branch.take({ nowNs: message.nowNs, spans: [], events: [], slots: [], late: [], marks: [] })
      branch.isOver = true
    }
  }

  /** Takes in a bit of what was received; false if there is nothing left. */
  work(): boolean {
    for (const [id, branch] of this.branches) {
      const { nowNs } = branch
      if (!branch.work()) continue
      if (branch.nowNs > nowNs) this.onTaken({ branch: id, nowNs: branch.nowNs })
      return true
    }
    return false
  }

  /** Undefined before the run has begun. */
  get(branch: BranchId): Branch | undefined {
    return this.branches.get(branch)
  }
}
