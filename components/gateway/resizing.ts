import { BYTES, CONTINUE, type Frame, type Plain, type Simulation, type Step, stateSize } from "../../engine/index.ts"
import type { BuiltPlugin, PluginSite, Stage } from "./plugins/contract.ts"

/** Work on one message: so long for each, and so long for each byte of it. */
export interface MessageCost {
  readonly cost: number
  readonly costPerKiB: number
}

/** How large a message leaves that comes with so many bytes: `bytes * factor + added`. */
export interface Resize {
  readonly factor: number
  readonly added: number
}

const KIB = 1024
const AS_IS: Resize = { factor: 1, added: 0 }

/** Phases: what is on its way to the service, and what comes back. */
const REQUEST = 0

class Resizing implements Stage {
  private readonly sim: Simulation
  private readonly request: Resize
  private readonly answer: Resize

  constructor(sim: Simulation, request: Resize, answer: Resize) {
    this.sim = sim
    this.request = request
    this.answer = answer
  }

  run(frame: Frame, phase: number): number {
    const { frames } = this.sim
    const { factor, added } = phase === REQUEST ? this.request : this.answer
    const bytes = Math.round(frames.double(frame, BYTES) * factor + added)
    if (phase === REQUEST) frames.setDouble(frame, BYTES, bytes)
    else stateSize(frames, frame, bytes)
    return CONTINUE
  }

  wipe(): void {}

  snapshot(): Plain {
    return null
  }

  restore(): void {}
}

/** What a plug-in does with messages of each direction; undefined where it leaves them alone. */
export interface MessageWork {
  readonly cost: MessageCost
  readonly resize: Resize
  /** The work follows the size before it is changed, or after. */
  readonly sized: "before" | "after"
}

/** A plug-in that works on messages by their size and changes it, on their way to the service, back, or both. */
export function resizingPlugin(
  { context, argument }: PluginSite,
  { request, answer }: { readonly request?: MessageWork; readonly answer?: MessageWork },
): BuiltPlugin {
  const stage = new Resizing(context.sim, request?.resize ?? AS_IS, answer?.resize ?? AS_IS)
  return {
    stage,
    steps: request === undefined ? [] : stepsOf(request, argument(REQUEST)),
    back: answer === undefined ? [] : stepsOf(answer, argument(REQUEST + 1)),
  }
}

function stepsOf({ cost: { cost, costPerKiB }, sized }: MessageWork, argument: number): readonly Step[] {
  const work: Step = { do: "work-on-bytes", baseNs: cost, perByteNs: costPerKiB / KIB }
  const resize: Step = { do: "extend", argument }
  return sized === "before" ? [work, resize] : [resize, work]
}
