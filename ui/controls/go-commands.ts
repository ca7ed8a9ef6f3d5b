import { usePage } from "../state/page.ts"
import { useRegion, zoomAbout } from "../timeline/region.ts"
import { type Command, type CommandContext, hasRun } from "./command.ts"
import { openDialog } from "./dialogs.ts"
import { goTo, step } from "./steps.ts"

const group = "Go to"

/** To an instant, and which part of the run the timeline shows. */
export const GO_COMMANDS: readonly Command[] = [
  mark("next-mark", "Next fault or breach", ["n"], { direction: 1, of: "any" }),
  mark("previous-mark", "Previous fault or breach", ["p"], { direction: -1, of: "any" }),
  mark("next-breach", "Next breach of an objective", ["Shift+N"], { direction: 1, of: "breach" }),
  mark("previous-breach", "Previous breach of an objective", ["Shift+P"], { direction: -1, of: "breach" }),
  {
    id: "start",
    title: "Start of the run",
    group,
    keys: ["Home"],
    isEnabled: hasRun,
    run: ({ session }) => goTo(session, 0),
  },
  {
    id: "end",
    title: "End of what is simulated",
    group,
    keys: ["End"],
    isEnabled: hasRun,
    run: ({ session, clock }) => goTo(session, clock.endNs),
  },
  {
    id: "jump",
    title: "A time that you type",
    group,
    keys: ["t"],
    isEnabled: hasRun,
    run: () => openDialog("jump"),
  },
  {
    id: "zoom-in",
    title: "Show the loop or selected time alone, or half as much",
    group,
    keys: ["z"],
    isEnabled: hasRun,
    run: ({ clock }) => {
      const { region } = useRegion.getState()
      const part = region ?? clock.loop
      if (part === null) zoomAbout(clock.tNs, 0.5)
      else usePage.setState({ shown: part })
      useRegion.setState({ region: null })
    },
  },
  {
    id: "zoom-out",
    title: "Show twice as much time",
    group,
    keys: ["Shift+Z"],
    isEnabled: isZoomed,
    run: ({ clock }) => zoomAbout(clock.tNs, 2),
  },
  {
    id: "zoom-all",
    title: "Show the whole run",
    group,
    keys: ["0"],
    isEnabled: isZoomed,
    run: () => usePage.setState({ shown: null }),
  },
]

function isZoomed({ page }: CommandContext): boolean {
  return page.shown !== null
}

function mark(
  id: string,
  title: string,
  keys: readonly string[],
  { direction, of }: { readonly direction: 1 | -1; readonly of: "any" | "breach" },
): Command {
  const run: Command["run"] = ({ session }) => void step(session, direction, { kind: "mark", of })
  return { id, title, group, keys, isEnabled: hasRun, run }
}
