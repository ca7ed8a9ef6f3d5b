import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { useNotice } from "../../../ui/controls/notice.ts"
import { componentNames, newNameFor } from "../../../ui/document/index.ts"
import { removeFromDraft, useGraphEditing } from "../../../ui/picture/state/graph-editing.ts"
import {
  addComponent,
  connectComponents,
  discardDraft,
  redoDraft,
  removeComponent,
  renameComponent,
  undoDraft,
  waysToAdd,
} from "../../../ui/state/draft-edits.ts"
import { type Selection, START_STATE, usePage } from "../../../ui/state/page.ts"
import type { Session } from "../../../ui/state/session.ts"
import { topologyOf } from "../picture/support.ts"

const TEXT = `name: small
run: { duration: 5s }
components:
  shop: { kind: client }
  gw: { kind: gateway, routes: [{ prefix: /, to: pay.charge }] } # the only way in
  pay: { kind: service, concurrency: 4, operations: { charge: [{ work: 5ms }] } }
load:
  shop: { open: poisson 20/s, to: gw }
`

const session = { select: (selection: Selection) => usePage.setState({ selection }) } as unknown as Session
const draft = () => usePage.getState().draft
const notice = () => useNotice.getState().text

beforeEach(() => {
  const branch = { id: 0, parent: null, atNs: 0, label: "as written", text: TEXT, topology: topologyOf([], []) }
  usePage.setState({ ...START_STATE, draft: TEXT, branches: [branch] })
  useNotice.setState({ text: "" })
})

afterEach(() => useGraphEditing.setState({ open: null }))

describe("the draft as a picture edits it", () => {
  test("a component is added, called by what is selected, and stands where it was put", async () => {
    const kind = { kind: "cache", hasLoad: false }
    expect(await addComponent({ kind, beside: "pay", at: { x: 3, y: 4 } })).toBe("cache")
    expect(componentNames(draft())).toEqual(["shop", "gw", "pay", "cache"])
    expect(draft()).toMatch(/pay: .*call: cache/)
    expect(draft()).toContain("# the only way in")
    expect(usePage.getState().places).toEqual({ cache: { x: 3, y: 4 } })
    expect(newNameFor(draft(), "cache")).toBe("cache-2")
    await undoDraft()
    expect(draft()).toBe(TEXT)
    await redoDraft()
    expect(componentNames(draft())).toContain("cache")
  })

  test("what is selected and cannot call it leaves it alone, and that is said", async () => {
    const kind = { kind: "cache", hasLoad: false }
    await addComponent({ kind: { kind: "registry", hasLoad: false }, beside: null, at: null })
    expect(await addComponent({ kind, beside: "registry", at: null })).toBe("cache")
    expect(draft()).not.toMatch(/call: cache/)
    expect(notice()).toMatch(/^cache is added and not connected with registry: /)
  })

  test("a new client calls what is selected", async () => {
    const ways = waysToAdd({ kind: "client", hasLoad: true }, "client", "pay")
    expect(ways[0]).toEqual({ do: "add-component", kind: "client", name: "client", to: "pay" })
    expect(await addComponent({ kind: { kind: "client", hasLoad: true }, beside: "pay", at: null })).toBe("client")
    expect(draft()).toMatch(/client: .*to: pay/)
  })

  test("a component keeps its place and is selected under its new name", async () => {
    usePage.setState({ places: { pay: { x: 1, y: 2 } } })
    expect(await renameComponent(session, "pay", "till")).toBe(true)
    expect(draft()).toContain("to: till.charge")
    expect(usePage.getState()).toMatchObject({ places: { till: { x: 1, y: 2 } }, selection: { node: "till" } })
    expect(await renameComponent(session, "till", "gw")).toBe(false)
    expect(notice()).toMatch(/^Not done: there is a component "gw" already/)
  })

  test("a refusal changes nothing and is said", async () => {
    expect(await connectComponents("pay", "shop")).toBe(false)
    expect(draft()).toBe(TEXT)
    expect(notice()).toMatch(/^Not done: /)
  })

  test("others that would go are asked for first", async () => {
    const focused = { focus: () => undefined }
    Object.assign(globalThis, { document: { getElementById: () => focused } })
    usePage.setState({ selection: { kind: "node", node: "pay" } })
    await removeFromDraft({ kind: "node", node: "pay" })
    expect(draft()).toBe(TEXT)
    expect(useGraphEditing.getState().open).toMatchObject({ do: "confirm", node: "pay" })
    await addComponent({ kind: { kind: "cache", hasLoad: false }, beside: null, at: null })
    expect(await removeComponent("cache", false)).toBe(null)
    expect([draft(), usePage.getState().selection]).toEqual([TEXT, { kind: "none" }])
    Reflect.deleteProperty(globalThis, "document")
  })

  test("a discarded draft is the branch's text, and comes back by undo", async () => {
    await renameComponent(session, "pay", "till")
    const renamed = draft()
    await discardDraft()
    expect(draft()).toBe(TEXT)
    await undoDraft()
    expect(draft()).toBe(renamed)
  })

  test("nothing to undo is said", async () => {
    usePage.setState({ draft: TEXT.replace("small", "smaller") })
    await undoDraft()
    expect(notice()).toBe("There is nothing to undo.")
  })
})
