import { create } from "zustand"
import type { Problem } from "../../scenarios/text/problem.ts"
import type { Progress } from "../protocol/engine-api.ts"
import type { BranchId } from "../protocol/feed.ts"
import type { Topology } from "../protocol/topology.ts"
import type { Extent } from "../protocol/view-api.ts"
import type { ThemeName } from "../themes/themes.ts"

/** A run that is shown: the first, or one that left another at an instant. */
export interface Branch {
  readonly id: BranchId
  /** Null for the first. */
  readonly parent: BranchId | null
  /** Where it left its parent, in ns. */
  readonly atNs: number
  /** "as written", "crash of ledger at 3m". */
  readonly label: string
  readonly text: string
  readonly topology: Topology
}

/** What the person has pointed at. */
export type Selection =
  | { readonly kind: "none" }
  | { readonly kind: "node"; readonly node: string }
  | { readonly kind: "edge"; readonly from: string; readonly to: string }
  | { readonly kind: "request"; readonly root: number }

export type Stage = "empty" | "reading" | "running" | "ready" | "invalid" | "crashed"

/** Part of the run that timeline and charts show, in ns. */
export interface ShownTime {
  readonly fromNs: number
  readonly toNs: number
}

/** Upper left corner of a node, in the picture's own coordinates. */
export interface Place {
  readonly x: number
  readonly y: number
}

/** What the page shows, but for the instant (PlaybackClock) and what is drawn of it. */
export interface PageState {
  readonly stage: Stage
  /** In the words of whoever failed. */
  readonly crash: string | null
  /** Of the text last read, errors and warnings. */
  readonly problems: readonly Problem[]
  /** Name of the library's scenario it is, unchanged; null for any other text. */
  readonly libraryName: string | null
  readonly seed: string | null
  /** What the editor holds; a branch has the text it was run with. */
  readonly draft: string
  readonly branches: readonly Branch[]
  readonly branch: BranchId
  /** The branch that is compared with. */
  readonly other: BranchId | null
  readonly progress: Progress | null
  /** What the view's worker has of the shown branch, with the marks of its timeline. */
  readonly extent: Extent | null
  readonly selection: Selection
  /** Where nodes stand that were moved by hand, by name; all others stand where the layout puts them. */
  readonly places: Readonly<Record<string, Place>>
  /** Null: all of the run. */
  readonly shown: ShownTime | null
  /** Opened in the inspector. */
  readonly panel: string
  readonly isEditorOpen: boolean
  readonly isInspectorOpen: boolean
  readonly theme: ThemeName
}

export const START_STATE: PageState = {
  stage: "empty",
  crash: null,
  problems: [],
  libraryName: null,
  seed: null,
  draft: "",
  branches: [],
  branch: 0,
  other: null,
  progress: null,
  extent: null,
  selection: { kind: "none" },
  places: {},
  shown: null,
  panel: "overview",
  isEditorOpen: false,
  isInspectorOpen: true,
  theme: "auto",
}

/** The page's state. Components select from it; what changes it are the functions of ui/state/actions.ts. */
export const usePage = create<PageState>(() => START_STATE)

/** The branch that is shown; undefined before the first. */
export function shownBranch(state: PageState): Branch | undefined {
  return state.branches.find(({ id }) => id === state.branch)
}
