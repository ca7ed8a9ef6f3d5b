import {
  capture,
  type Frame,
  hashText,
  KEY,
  NO_TIMER,
  type Plain,
  type Port,
  reinstate,
  type Simulation,
  type Stream,
  TAG,
  type TimerHandle,
} from "../../engine/index.ts"
import { lanTiming, type SwimEvent, type SwimMessage, SwimNode, wanTiming } from "../consensus/index.ts"
import { openBackground } from "../kit/background.ts"
import type { AgentTarget, PortOptions } from "../kit/port-options.ts"
import type { Directory } from "./directory.ts"
import type { Letters } from "./letters.ts"

/** Of a call that carries a packet: nobody waits for its answer, so only the books need it (chosen). */
const PACKET_TIMEOUT_NS = 1e9

export interface GossipParts {
  readonly sim: Simulation
  readonly self: number
  /** A kind of timer that is for this alone. */
  readonly timerKind: number
  readonly name: string
  readonly operation: number
  readonly timing: "lan" | "wan"
  readonly random: Stream
  readonly directory: Directory
  readonly letters: Letters
  port(component: string, options: PortOptions): Port
  /** It holds a host's machine for dead, or for alive again. */
  heard(host: number, isDead: boolean): void
}

/** How to get to a member. */
interface Line {
  readonly port: Port
  readonly target: AgentTarget
  readonly index: number
}

/** A server or an agent as a member of the group that watches itself by SWIM. */
export class Gossip {
  private node: SwimNode | null = null
  private lines: readonly Line[] = []
  private calls = 0
  private armedNs = Infinity
  private timer: TimerHandle = NO_TIMER
  private isPumping = false
  private readonly parts: GossipParts
  private readonly visit: number

  constructor(parts: GossipParts) {
    this.parts = parts
    this.visit = hashText(parts.name, 0)
  }

  /** Everybody is there: it learns their numbers and how to get to them. */
  connect(): void {
    const { directory, self, timing, random } = this.parts
    const { members } = directory
    const targets = new Map<string, AgentTarget>()
    for (const component of new Set(members.map((member) => member.component))) {
      const actors = members.filter((member) => member.component === component).map(({ actor }) => actor)
      targets.set(component, { actors, index: 0 })
    }
    const ports = new Map(
      [...targets].map(([component, agents]) => [component, this.parts.port(component, portOptions(agents))]),
    )
    this.lines = members.flatMap(({ component, actor }) => {
      const port = ports.get(component)
      const target = targets.get(component)
      return port === undefined || target === undefined ? [] : [{ port, target, index: target.actors.indexOf(actor) }]
    })
    const number = members.findIndex(({ actor }) => actor === self)
    this.node = new SwimNode(number, members.length, timing === "lan" ? lanTiming : wanTiming, random)
  }

  start(): void {
    this.node?.start(this.parts.sim.nowNs)
    this.pump()
  }

  /** Somebody says something. False where it is down, and hears nothing. */
  take(frame: Frame): boolean {
    const { sim, directory } = this.parts
    const { node } = this
    if (node?.isUp !== true) return false
    const letter = directory.asked(sim.frames, frame)
    if (letter?.kind === "gossip") node.receive(sim.nowNs, letter.message)
    this.pump()
    return true
  }

  onTimer(): void {
    this.armedNs = Infinity
    this.node?.tick(this.parts.sim.nowNs)
    this.pump()
  }

  crash(): void {
    this.node?.crash()
    if (this.armedNs < Infinity) this.parts.sim.cancel(this.timer)
    this.armedNs = Infinity
  }

  restart(): void {
    this.node?.restart(this.parts.sim.nowNs)
    this.pump()
  }

  snapshot(): Plain {
    return { ...capture(this, ["calls", "armedNs", "timer"]), node: this.node?.snapshot() }
  }

  restore(saved: Plain): void {
    reinstate(this, ["calls", "armedNs", "timer"], saved)
    this.node?.restore(Object(saved).node)
  }

  /** Does what the node asks for, until it asks for nothing more. A packet may be answered while it is sent. */
  private pump(): void {
    const { node } = this
    if (node === null || this.isPumping) return
    this.isPumping = true
    for (;;) {
      const messages = node.takeOutbox()
      const events = node.takeEvents()
      if (messages.length + events.length === 0) break
      for (const event of events) this.hear(event)
      for (const message of messages) this.send(message)
    }
    this.isPumping = false
    this.arm(node.dueNs)
  }

  private hear({ kind, member }: SwimEvent): void {
    const host = this.parts.directory.members[member]?.host ?? -1
    if (host >= 0 && (kind === "dead" || kind === "alive")) this.parts.heard(host, kind === "dead")
  }

  private send(message: SwimMessage): void {
    const { sim, letters, operation } = this.parts
    const line = this.lines[message.to]
    if (line === undefined) return
    const frame = openBackground(sim, line.port, operation, { number: this.calls++, visit: this.visit })
    sim.frames.setInt(frame, TAG, NOTHING)
    sim.frames.setDouble(frame, KEY, letters.post(sim.nowNs, { kind: "gossip", message }))
    line.target.index = line.index
    line.port.send(frame)
  }

  private arm(dueNs: number): void {
    const { sim, self, timerKind } = this.parts
    if (dueNs >= this.armedNs) return
    if (this.armedNs < Infinity) sim.cancel(this.timer)
    this.armedNs = dueNs
    this.timer = sim.after(Math.max(0, dueNs - sim.nowNs), self, timerKind, 0)
  }
}

/** The tag of a packet: its answer means nothing to an agent's duties. */
const NOTHING = -1

function portOptions(agents: AgentTarget): PortOptions {
  return { agents, timeoutNs: PACKET_TIMEOUT_NS, isProbe: true }
}
