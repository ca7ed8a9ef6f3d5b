import { capture, type Plain, reinstate } from "../../engine/index.ts"
import { INSIDE_ROWS_MAX, type InsidePart, type InsideView, msUntil } from "../kit/inside.ts"
import type { Directory } from "./directory.ts"

/** What changes a table. RENEW changes nothing in it; it travels with the others between peers. */
export const ENTER = 0
export const LEAVE = 1
/** Its machine is held for dead (0) or alive (1), whatever its agent has reported. */
export const MARK = 2
export const RENEW = 3
export const PUT = 4

/** A change, the same on every server: `value` is 1 where the host can be called, of PUT it means nothing. */
export type Change = { readonly verb: number; readonly subject: number; readonly value: number }

const WELL = 1
const DEAD = 2

const FIELDS = ["entries", "changed", "keys", "index"] as const

/** Who is registered, and the keys and values. What one server holds; a group of servers replicates its changes. */
export class Table {
  /** Number of the latest change. */
  index = 0
  /** By host, as bits: its agent reports that it is well; its machine is held for dead. */
  private entries = new Map<number, number>()
  /** By component: the change that its list last came to be what it is by. */
  private changed = new Map<string, number>()
  /** By key: the change that last wrote it. */
  private keys = new Map<number, number>()
  private readonly directory: Directory
  /** Everybody is registered and well before the first change. */
  readonly isFilled: boolean

  constructor(directory: Directory, isFilled: boolean) {
    this.directory = directory
    this.isFilled = isFilled
  }

  get size(): number {
    return this.entries.size
  }

  has(host: number): boolean {
    return this.entries.has(host)
  }

  /** It can be called. */
  isPassing(host: number): boolean {
    return this.entries.get(host) === WELL
  }

  /** Its agent reports that it is well, whether that counts or not. */
  isReported(host: number): boolean {
    return (this.stateOf(host) & WELL) !== 0
  }

  /** Its machine is held for dead. */
  isDead(host: number): boolean {
    return (this.stateOf(host) & DEAD) !== 0
  }

  hosts(): readonly number[] {
    return [...this.entries.keys()]
  }

  /** The hosts of a component that can be called, or of all where it is empty. */
  listOf(service: string): readonly number[] {
    const hosts: number[] = []
    for (const [host, passing] of this.entries)
      if (passing === WELL && (service === "" || this.directory.serviceOf(host) === service)) hosts.push(host)
    return hosts
  }

  /** Components that are, or were, registered here. */
  services(): readonly string[] {
    return [...this.changed.keys()]
  }

  changedAt(service: string): number {
    return this.changed.get(service) ?? 0
  }

  /** The change that wrote a key last; 0 where none has. */
  writtenAt(key: number): number {
    return this.keys.get(key) ?? 0
  }

  /** Makes a change, its number given. The component whose list is another now; undefined where none is. */
  apply({ verb, subject, value }: Change, index: number): string | undefined {
    this.index = index
    if (verb === PUT) {
      this.keys.set(subject, index)
      return undefined
    }
    const before = this.isPassing(subject)
    if (verb === LEAVE) this.entries.delete(subject)
    else if (verb === ENTER) this.entries.set(subject, (this.stateOf(subject) & DEAD) | value)
    else if (this.has(subject)) this.entries.set(subject, (this.stateOf(subject) & WELL) | (value === 1 ? 0 : DEAD))
    if (this.isPassing(subject) === before) return undefined
    const service = this.directory.serviceOf(subject)
    this.changed.set(service, index)
    return service
  }

  /** As it is before the first change. */
  begin(): void {
    this.clear()
    if (!this.isFilled) return
    for (const [host, { service }] of this.directory.hosts) {
      this.entries.set(host, WELL)
      this.changed.set(service, 1)
    }
    this.index = 1
  }

  clear(): void {
    this.entries.clear()
    this.changed.clear()
    this.keys.clear()
    this.index = 0
  }

  /** Host and state in turn. */
  copy(): readonly number[] {
    return [...this.entries].flat()
  }

  /** Who is registered, in the order of their numbers. */
  inside({ nowNs, nameOf }: InsideView, goodUntilNs: (host: number) => number | undefined): InsidePart {
    const hosts = [...this.entries.keys()].sort((one, other) => one - other)
    const rows = hosts.slice(0, INSIDE_ROWS_MAX).map((host) => {
      const state = this.isPassing(host) ? "passing" : this.isDead(host) ? "machine held for dead" : "not passing"
      const untilNs = goodUntilNs(host)
      return [
        nameOf(host),
        this.directory.serviceOf(host),
        state,
        untilNs === undefined ? "no lease" : msUntil(untilNs, nowNs),
      ]
    })
    const columns = ["instance", "service", "state", "lease ends in (ms)"]
    return { title: "Registered", count: hosts.length, countMax: null, columns, rows }
  }

  snapshot(): Plain {
    return capture(this, FIELDS)
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
  }

  private stateOf(host: number): number {
    return this.entries.get(host) ?? 0
  }
}
