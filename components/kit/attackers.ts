import * as z from "zod"
import "./zod-config.ts"
import { CALLER, CALLER_DONE, type Frame, NO_FRAME, PARENT, type Simulation } from "../../engine/index.ts"
import { field } from "./field.ts"
import type { Mention } from "./mention.ts"
import { matchesPattern, parsePattern } from "./reference.ts"

/** Names of clients in one list (chosen). */
const patternsMax = 64

const clientPattern = () => field<string, string>(parsePattern, { kind: "name" }, { type: "string" })

/** Which clients attack: the truth, which a component knows of a request only for its draws and measures. */
export const attackersSchema = () => z.array(clientPattern()).max(patternsMax).prefault([])

/** The clients of a list at a parameter, for `knows`. */
export function mentionedClients(patterns: readonly string[], parameter: string): readonly Mention[] {
  return patterns.map((name, index) => ({ of: "client", name, path: [parameter, index], isKey: false }))
}

/** Tells which requests are attacks by who sent the first of the calls that led to them. */
export class Origins {
  private readonly sim: Simulation
  private readonly componentOf: (actor: number) => string
  private readonly patterns: readonly string[]
  /** By actor: whether it attacks. Follows from names, so it is no state. */
  private readonly known = new Map<number, boolean>()

  constructor(sim: Simulation, componentOf: (actor: number) => string, patterns: readonly string[]) {
    this.sim = sim
    this.componentOf = componentOf
    this.patterns = patterns
  }

  /**
   * The first call of those a request follows from. Behind one whose caller has given up nobody is followed, since what
   * it followed from may be gone.
   */
  rootOf(frame: Frame): Frame {
    const { frames } = this.sim
    let root = frame
    while (!frames.has(root, CALLER_DONE)) {
      const parent = frames.int(root, PARENT)
      if (parent === NO_FRAME) break
      root = parent
    }
    return root
  }

  /** Whether a client of the list has sent this first call. */
  isAttack(root: Frame): boolean {
    const caller = this.sim.frames.int(root, CALLER)
    const known = this.known.get(caller)
    if (known !== undefined) return known
    const name = this.componentOf(caller)
    const attacks = this.patterns.some((pattern) => matchesPattern(pattern, name))
    this.known.set(caller, attacks)
    return attacks
  }
}
