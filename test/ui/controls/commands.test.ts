import { parseKeybinding } from "tinykeys"
import { beforeEach, describe, expect, test } from "vitest"
import { COMMAND_GROUPS, type CommandContext } from "../../../ui/controls/command.ts"
import { COMMANDS } from "../../../ui/controls/commands.ts"
import { useDialog } from "../../../ui/controls/dialogs.ts"
import { ariaKeys, keyNames } from "../../../ui/controls/key-names.ts"
import { SPEEDS, speedAt, speedIndex, speedText } from "../../../ui/controls/speed-scale.ts"
import { jumpProblem, selectedStep } from "../../../ui/controls/steps.ts"
import { PlaybackClock } from "../../../ui/state/clock.ts"
import { START_STATE, usePage } from "../../../ui/state/page.ts"
import type { Session } from "../../../ui/state/session.ts"

const clock = new PlaybackClock()
const now = (): CommandContext => ({
  session: { clock, select: (selection: unknown) => usePage.setState({ selection } as object) } as unknown as Session,
  page: usePage.getState(),
  clock: clock.state,
})
const run = (id: string) => COMMANDS.find((command) => command.id === id)?.run(now())

beforeEach(() => {
  usePage.setState(START_STATE)
  useDialog.setState({ open: null })
  clock.setEnd(10e9, true)
  clock.seek(0)
  clock.pause()
  clock.setLoop(null)
  clock.setSpeed(1)
})

describe("the table", () => {
  test("ids and titles are unique, groups are those that are shown", () => {
    for (const of of [COMMANDS.map(({ id }) => id), COMMANDS.map(({ title }) => title)]) {
      expect(new Set(of).size).toBe(of.length)
    }
    expect(COMMANDS.filter(({ group }) => !COMMAND_GROUPS.includes(group))).toEqual([])
  })

  test("no two commands share a key, and tinykeys can read every one", () => {
    const keys = COMMANDS.flatMap((command) => command.keys)
    expect(new Set(keys.map((key) => key.toLowerCase())).size).toBe(keys.length)
    for (const key of keys) expect(parseKeybinding(key)).toHaveLength(1)
  })

  test("with no run only what needs none can be done", () => {
    const possible = COMMANDS.filter((command) => command.isEnabled(now())).map(({ id }) => id)
    expect(possible.filter((id) => !id.startsWith("theme-")).sort()).toEqual([
      "editor",
      "gallery",
      "help",
      "inspector",
      "palette",
    ])
  })
})

describe("what they do", () => {
  test("play, pause, backwards", () => {
    run("play")
    expect(clock.state).toMatchObject({ isPlaying: true, direction: 1 })
    run("reverse")
    expect(clock.state).toMatchObject({ isPlaying: true, direction: -1 })
    run("reverse")
    expect(clock.state.isPlaying).toBe(false)
  })

  test("A and B make a loop in either order", () => {
    clock.seek(6e9)
    run("mark-b")
    expect(clock.state.loop).toEqual({ fromNs: 0, toNs: 6e9 })
    clock.seek(2e9)
    run("mark-a")
    expect(clock.state.loop).toEqual({ fromNs: 2e9, toNs: 6e9 })
    clock.seek(8e9)
    run("mark-a")
    expect(clock.state.loop).toEqual({ fromNs: 8e9, toNs: 10e9 })
    run("loop-off")
    expect(clock.state.loop).toBe(null)
  })

  test("slower and faster go along the slider and end with it", () => {
    run("faster")
    expect(clock.state.speed).toBe(2)
    for (let i = 0; i < 40; i++) run("slower")
    expect(clock.state.speed).toBe(SPEEDS[0])
  })

  test("dialogs open", () => {
    run("gallery")
    expect(useDialog.getState().open).toBe("gallery")
  })
})

test("a step of the selection is the node's, the callee's or the request's", () => {
  const of = (selection: typeof START_STATE.selection) => selectedStep({ ...START_STATE, selection })
  expect(of({ kind: "node", node: "pay" })).toEqual({ kind: "node", node: "pay" })
  expect(of({ kind: "edge", from: "pay", to: "ledger" })).toEqual({ kind: "node", node: "ledger" })
  expect(of({ kind: "request", root: 7 })).toEqual({ kind: "request", root: 7 })
  expect(of({ kind: "none" })).toEqual({ kind: "moment" })
})

test("a time to go to is one of the run, or it is said why not", () => {
  expect(jumpProblem(5e9, 10e9)).toBe(null)
  expect(jumpProblem(11e9, 10e9)).toContain("0:10")
  expect(jumpProblem(null, 10e9)).toContain("3m04s")
})

describe("speeds", () => {
  test("are 1, 2 and 5 of each decade from 0.001 to 10,000", () => {
    expect(SPEEDS).toHaveLength(22)
    expect([SPEEDS[0], SPEEDS.at(-1)]).toEqual([0.001, 10_000])
    expect(SPEEDS.map(speedIndex)).toEqual(SPEEDS.map((_, index) => index))
    expect(SPEEDS.map((_, index) => speedAt(index))).toEqual(SPEEDS)
  })

  test.each([
    [0.001, "×0.001"],
    [0.02, "×0.02"],
    [1, "×1"],
    [10_000, "×10,000"],
    [1_234.56, "×1,230"],
  ])("%d is written %s", (speed, text) => {
    expect(speedText(speed)).toBe(text)
  })
})

test("keys are written as on the caps of either keyboard", () => {
  expect(keyNames("$mod+k", false)).toEqual(["Ctrl", "K"])
  expect(keyNames("$mod+k", true)).toEqual(["⌘", "K"])
  expect(keyNames("[Shift]+?", false)).toEqual(["?"])
  expect(keyNames("[Shift]++", false)).toEqual(["+"])
  expect(keyNames("Shift+Period", false)).toEqual(["Shift", "."])
  expect(ariaKeys(["$mod+k", "[Shift]+/"], false)).toBe("Control+k /")
})
