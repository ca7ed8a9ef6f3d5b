import {
  type Frame,
  hashText,
  KEY,
  type Plain,
  type Port,
  type Simulation,
  type Stream,
  TAG,
  uniform01,
} from "../../../engine/index.ts"
import { openBackground } from "../../kit/background.ts"
import type { AgentContext } from "../../kit/contract.ts"
import type { Directory } from "../directory.ts"
import { type Letter, Letters, type Question } from "../letters.ts"

/** A question about nobody in particular. */
export const ANY: Question = { kind: "question", host: -1, passing: false, service: "", index: 0 }

/** How an agent asks the servers of its registry: one of them until it fails, then the next. */
export class Way {
  readonly sim: Simulation
  readonly servers: number
  readonly letters = new Letters()
  private readonly directory: Directory
  private readonly context: AgentContext<unknown>
  private readonly random: Stream
  private readonly visit: number
  /** Calls made. */
  private calls = 0
  private server: number

  constructor(context: AgentContext<unknown>, directory: Directory, role: string) {
    this.sim = context.sim
    this.context = context
    this.directory = directory
    this.servers = context.servers
    this.random = context.stream(`${role}:server`)
    this.visit = hashText(`${context.instance} ${context.registry} ${role}`, 0)
    this.server = Math.floor(this.draw() * this.servers)
    directory.addLetters(context.self, this.letters)
  }

  /** Ways to each server, for calls that wait so long for an answer. Asked for while the agent is built. */
  ports(timeoutNs: number): readonly Port[] {
    const { context } = this
    return Array.from({ length: this.servers }, (_, replica) => context.port(context.registry, { replica, timeoutNs }))
  }

  /** Asks the server it asks at present; `tag` comes back with the answer. */
  ask(ports: readonly Port[], operation: string, question: Question, tag: number): void {
    const port = ports[this.server]
    if (port === undefined) return
    const call = { number: this.calls++, visit: this.visit }
    const frame = openBackground(this.sim, port, this.context.operations.numberOf(operation), call)
    this.sim.frames.setInt(frame, TAG, tag)
    this.sim.frames.setDouble(frame, KEY, this.letters.post(this.sim.nowNs, question))
    port.send(frame)
  }

  /** What a server has answered; undefined where that came too late. */
  answered(frame: Frame): Letter | undefined {
    return this.directory.answered(this.sim.frames, frame)
  }

  /** From now on it asks the next server. */
  next(): void {
    this.server = (this.server + 1) % this.servers
  }

  /** From now on it asks any server. */
  change(): void {
    this.server = Math.floor(this.draw() * this.servers)
  }

  snapshot(): Plain {
    const { calls, server, letters, random } = this
    return { calls, server, letters: letters.snapshot(), random: [...random.snapshot().state] }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.calls = from.calls
    this.server = from.server
    this.letters.restore(from.letters)
    this.random.restore({ state: from.random })
  }

  private draw(): number {
    this.random.step()
    return uniform01(this.random.a, this.random.b)
  }
}
