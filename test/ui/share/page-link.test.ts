import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { readHash, writeHash } from "../../../ui/share/link/hash.ts"
import { pageOf, sharedStateOf } from "../../../ui/share/page-link.ts"
import { branchesOf, interventionsOf, shownBranchesOf } from "../../../ui/share/shared-branches.ts"
import { spliceBetween, spliced } from "../../../ui/share/splice.ts"
import { type Branch, type PageState, START_STATE } from "../../../ui/state/page.ts"

const branch = (id: number, parent: number | null, text: string, atNs = id * 1e9): Branch => ({
  id,
  parent,
  atNs,
  label: `change ${id}`,
  text,
  topology: {} as Branch["topology"],
})

const page: PageState = {
  ...START_STATE,
  stage: "ready",
  libraryName: "checkout",
  branches: [
    branch(3, null, "a: 1\nb: 2\n", 0),
    branch(4, 3, "a: 1\nfault: x\nb: 2\n"),
    branch(6, 3, "a: 7\nb: 2\n"),
    branch(7, 4, "a: 1\nfault: y\n"),
  ],
  branch: 7,
  other: 3,
}

test("a splice makes the one text of the other", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "é", "😀"), maxLength: 30 })
  fc.assert(
    fc.property(text, text, (from, to) => {
      const splice = spliceBetween(from, to)
      expect(spliced(from, splice)).toBe(to)
      expect(splice.inserted.length).toBeLessThanOrEqual(to.length)
    }),
  )
  expect(spliceBetween("one two", "one big two")).toEqual({ at: 4, removed: 0, inserted: "big " })
})

describe("branches", () => {
  test("come back with their parents, texts, labels and what was shown", () => {
    const interventions = interventionsOf(page)
    const first = page.branches[0]?.text ?? ""
    expect(branchesOf(first, interventions)).toEqual([
      { parent: 0, atNs: 4e9, label: "change 4", text: page.branches[1]?.text },
      { parent: 0, atNs: 6e9, label: "change 6", text: page.branches[2]?.text },
      { parent: 1, atNs: 7e9, label: "change 7", text: page.branches[3]?.text },
    ])
    expect(shownBranchesOf(interventions)).toEqual({ show: 3, other: 0 })
  })

  test("of a link that no page wrote are refused", () => {
    expect(branchesOf("a", [{ atNs: 0, edits: [] }])).toBe(null)
    expect(branchesOf("a", [{ atNs: 0, edits: [{ parent: 5, label: "", at: 0, removed: 0, inserted: "" }] }])).toBe(
      null,
    )
    expect(branchesOf("a", [{ atNs: 0, edits: [{ parent: 0, label: 1, at: 0, removed: 0, inserted: "" }] }])).toBe(null)
    expect(shownBranchesOf([{ atNs: 0, edits: ["x", { show: 9, other: -1 }] }])).toEqual({ show: 0, other: null })
  })
})

describe("the address", () => {
  test("brings back what was shown", async () => {
    const shown: PageState = {
      ...page,
      seed: "7",
      selection: { kind: "edge", from: "pay", to: "ledger" },
      panel: "latency",
      shown: { fromNs: 1e9, toNs: 9e9 },
      theme: "projector",
    }
    const state = sharedStateOf(shown, 4.5e9)
    if (state === null) throw new Error("there is something to share")
    const read = await readHash(await writeHash(state))
    expect(read).toEqual({ value: state })
    expect(pageOf(state)).toEqual({
      selection: shown.selection,
      panel: "latency",
      shown: shown.shown,
      theme: "projector",
    })
  })

  test("of a library's scenario as it is is its name", async () => {
    const state = sharedStateOf({ ...page, branches: page.branches.slice(0, 1), branch: 3, other: null }, 0)
    expect(state === null ? "" : await writeHash(state)).toBe("#checkout")
  })

  test("keeps a text that could not be run", () => {
    expect(sharedStateOf({ ...page, stage: "invalid", draft: "nonsense" }, 0)).toEqual({
      scenario: { text: "nonsense" },
    })
    expect(sharedStateOf(START_STATE, 0)).toBe(null)
  })

  test("a window that is none and a theme that is none are passed over", () => {
    expect(pageOf({ scenario: { text: "" }, view: { shown: { fromNs: 5, toNs: 5 }, theme: "pink" } })).toEqual({})
  })
})
