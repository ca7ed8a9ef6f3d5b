import { type Command, type CommandContext, hasRun } from "./command.ts"
import { notify } from "./notice.ts"
import { speedAt, speedIndex, speedText } from "./speed-scale.ts"
import { selectedStep, step } from "./steps.ts"

const group = "Play"

/** Playing, stepping, speed and the loop. */
export const PLAY_COMMANDS: readonly Command[] = [
  {
    id: "play",
    title: "Play or pause",
    group,
    keys: ["Space", "k"],
    isEnabled: hasRun,
    run: ({ session, clock }) => (clock.isPlaying ? session.clock.pause() : session.clock.play()),
  },
  {
    id: "reverse",
    title: "Play backwards",
    group,
    keys: ["r"],
    isEnabled: hasRun,
    run: ({ session, clock: { isPlaying, direction } }) =>
      isPlaying && direction === -1 ? session.clock.pause() : session.clock.play(-1),
  },
  {
    id: "step",
    title: "Step to the next moment",
    group,
    keys: ["."],
    isEnabled: hasRun,
    run: ({ session }) => void step(session, 1, { kind: "moment" }),
  },
  {
    id: "step-back",
    title: "Step back to the moment before",
    group,
    keys: [","],
    isEnabled: hasRun,
    run: ({ session }) => void step(session, -1, { kind: "moment" }),
  },
  {
    id: "step-selected",
    title: "Step to the next moment of what is selected",
    group,
    keys: ["Shift+Period"],
    isEnabled: hasSelection,
    run: ({ session, page }) => void step(session, 1, selectedStep(page)),
  },
  {
    id: "step-selected-back",
    title: "Step back to the moment before of what is selected",
    group,
    keys: ["Shift+Comma"],
    isEnabled: hasSelection,
    run: ({ session, page }) => void step(session, -1, selectedStep(page)),
  },
  { id: "slower", title: "Slower", group, keys: ["-"], isEnabled: hasRun, run: (now) => changeSpeed(now, -1) },
  {
    id: "faster",
    title: "Faster",
    group,
    keys: ["=", "[Shift]++"],
    isEnabled: hasRun,
    run: (now) => changeSpeed(now, 1),
  },
  {
    id: "live",
    title: "Follow the end of what is simulated",
    group,
    keys: ["f"],
    isEnabled: hasRun,
    run: ({ session, clock }) => (clock.isLive ? session.clock.pause() : session.clock.follow()),
  },
  {
    id: "mark-a",
    title: "Begin the loop here (A)",
    group,
    keys: ["a"],
    isEnabled: hasRun,
    run: ({ session, clock: { tNs, loop, endNs } }) =>
      session.clock.setLoop({ fromNs: tNs, toNs: loop !== null && loop.toNs > tNs ? loop.toNs : endNs }),
  },
  {
    id: "mark-b",
    title: "End the loop here (B)",
    group,
    keys: ["b"],
    isEnabled: hasRun,
    run: ({ session, clock: { tNs, loop } }) =>
      session.clock.setLoop({ fromNs: loop !== null && loop.fromNs < tNs ? loop.fromNs : 0, toNs: tNs }),
  },
  {
    id: "loop-off",
    title: "End the loop",
    group,
    keys: ["l"],
    isEnabled: ({ clock }) => clock.loop !== null,
    run: ({ session }) => session.clock.setLoop(null),
  },
]

function hasSelection({ page }: CommandContext): boolean {
  return page.branches.length > 0 && page.selection.kind !== "none"
}

function changeSpeed({ session, clock }: CommandContext, by: 1 | -1): void {
  const speed = speedAt(speedIndex(clock.speed) + by)
  session.clock.setSpeed(speed)
  notify(`Speed ${speedText(speed)}`)
}
