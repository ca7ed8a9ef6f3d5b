import {
  assert,
  CALLER,
  capture,
  FOUND,
  type Frame,
  KEY,
  OK,
  type Plain,
  type Port,
  REFUSED,
  REJECTED,
  reinstate,
  UNREACHABLE,
} from "../../../engine/index.ts"
import { LIST } from "../operations.ts"
import type { Desk } from "./desk.ts"
import type { Asked } from "./parts.ts"
import { FOR_LEADER, FOR_OTHERS } from "./waits.ts"

/** A list is waited for longer than Consul's longest blocking query, of 10 minutes and a sixteenth. */
const LIST_TIMEOUT_NS = 660e9

/** Requests that a server has passed on to the leader, or keeps until there is one. */
export class PassingOn {
  /** By call: the request that it was made for. */
  private calls = new Map<Frame, Frame>()
  private readonly desk: Desk
  private readonly holdNs: number
  private readonly ports: readonly (Port | undefined)[]
  private readonly listPorts: readonly (Port | undefined)[]

  constructor(desk: Desk, holdNs: number) {
    this.desk = desk
    this.holdNs = holdNs
    const others = (timeoutNs: number) =>
      Array.from({ length: desk.replicas }, (_, replica) =>
        replica === desk.replica ? undefined : desk.peerPort(replica, timeoutNs),
      )
    this.ports = others(holdNs)
    this.listPorts = others(LIST_TIMEOUT_NS)
  }

  /** Asks the leader, -1 for none, in the place of who asked here. */
  passOn(frame: Frame, asked: Asked, leader: number): number {
    const { sim, waits, directory } = this.desk
    // Whoever passed it on looks for the leader anew: it must not go in a circle.
    if (directory.servers.includes(sim.frames.int(frame, CALLER))) return REJECTED
    if (leader < 0 || leader === this.desk.replica) {
      const untilNs = asked.wait?.why === FOR_LEADER ? asked.wait.untilNs : sim.nowNs + this.holdNs
      return sim.nowNs >= untilNs ? REJECTED : waits.park(frame, { why: FOR_LEADER, untilNs })
    }
    // It is waited for before it is called, because the answer may come while it is.
    const parked = waits.park(frame, { why: FOR_OTHERS })
    this.call(frame, asked, leader)
    return parked
  }

  /** A call has ended: the request that it was made for ends so, or waits for another leader. */
  onReply(call: Frame): void {
    const { sim, waits, directory, letters } = this.desk
    const { frames } = sim
    const frame = this.calls.get(call)
    if (frame === undefined) return
    this.calls.delete(call)
    const outcome = frames.outcome(call)
    if (outcome === REFUSED || outcome === UNREACHABLE) {
      waits.park(frame, { why: FOR_LEADER, untilNs: sim.nowNs + this.holdNs })
      return
    }
    if (outcome === OK && frames.has(call, FOUND)) frames.raise(frame, FOUND)
    const isList = frames.operation(call) === this.desk.numberOf(LIST)
    const letter = isList && outcome === OK ? directory.answered(frames, call) : undefined
    if (letter === undefined) waits.end(frame, isList && outcome === OK ? REJECTED : outcome)
    else waits.end(frame, outcome, letters.post(sim.nowNs, letter))
  }

  clear(): void {
    this.calls.clear()
  }

  snapshot(): Plain {
    return capture(this, ["calls"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["calls"], saved)
  }

  private call(frame: Frame, { operation, question }: Asked, leader: number): void {
    const { sim, letters } = this.desk
    const port = (operation === LIST ? this.listPorts : this.ports)[leader]
    assert(port !== undefined, "nothing is passed on to itself")
    const call = this.desk.open(port, operation)
    const key = question === undefined ? sim.frames.double(frame, KEY) : letters.post(sim.nowNs, question)
    sim.frames.setDouble(call, KEY, key)
    this.calls.set(call, frame)
    port.send(call)
  }
}
