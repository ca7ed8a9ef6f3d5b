import type { Locator, Page } from "playwright-core"
import { expect, test } from "vitest"
import { writeHash } from "../../ui/share/link/hash.ts"
import { complaintsOf, openSite } from "./lib/opened.ts"
import { isRun, SHORT } from "./lib/states.ts"

const site = openSite()

/** The short flagship once it has run, with the editor open beside it. */
async function opened() {
  const page = await site.newPage()
  page.setDefaultTimeout(15_000)
  const complaints = complaintsOf(page)
  await page.goto(`${site.url()}${await writeHash({ scenario: { text: SHORT }, timeNs: 7e9 })}`)
  await page.locator("[data-testid=picture] [data-label]").first().waitFor()
  await isRun(page)
  await page.keyboard.press("e")
  await page.getByTestId("editor-views").waitFor()
  await page.locator(".picture-graph.is-editable").waitFor()
  return { page, complaints }
}

const nodeOf = (page: Page, name: string) => page.locator(`.react-flow__node[data-id="${name}"]`)
const edgeOf = (page: Page, from: string, to: string) =>
  page.locator(`.react-flow__edge[aria-label^="Calls from ${from} to ${to}"]`)
const bannerOf = (page: Page) => page.getByTestId("draft-banner")

async function middleOf(element: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await element.boundingBox()
  if (box === null) throw new Error("it is not seen")
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await middleOf(from), await middleOf(to)]
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
  await page.mouse.move(end.x, end.y, { steps: 4 })
  await page.mouse.up()
}

test("a picture is edited by pointer and keys, undone, and run", { timeout: 60_000 }, async () => {
  const { page, complaints } = await opened()
  expect(await bannerOf(page).count()).toBe(0)

  // Added where nothing is.
  const pane = await page.locator(".react-flow__pane").boundingBox()
  await page.mouse.dblclick((pane?.x ?? 0) + 40, (pane?.y ?? 0) + (pane?.height ?? 0) / 2)
  const menu = page.getByTestId("add-menu")
  await menu.getByRole("option").first().waitFor()
  await page.keyboard.type("cache")
  await page.keyboard.press("Enter")
  await nodeOf(page, "cache").waitFor()
  expect(await nodeOf(page, "cache").getAttribute("aria-label")).toMatch(/, new$/)
  expect(await bannerOf(page).textContent()).toContain("not run yet")
  expect(await nodeOf(page, "cache").textContent()).toContain("new")

  // Connected by a drag from a grip.
  await page.keyboard.press("Escape")
  await drag(page, nodeOf(page, "fraud").locator(".react-flow__handle.source"), nodeOf(page, "cache"))
  await edgeOf(page, "fraud", "cache").waitFor({ state: "attached" })
  expect(await nodeOf(page, "fraud").getAttribute("aria-label")).toMatch(/, changed$/)

  // Renamed in place.
  await nodeOf(page, "cache").focus()
  await page.keyboard.press("F2")
  await page.getByTestId("rename-field").fill("verdicts")
  await page.keyboard.press("Enter")
  await edgeOf(page, "fraud", "verdicts").waitFor({ state: "attached" })

  // Removed, brought back by undo with the focus in the picture, and taken away again by redo.
  await nodeOf(page, "verdicts").focus()
  await page.keyboard.press("Delete")
  await nodeOf(page, "verdicts").waitFor({ state: "detached" })
  await nodeOf(page, "fraud").focus()
  await page.keyboard.press("Control+z")
  await nodeOf(page, "verdicts").waitFor()
  await page.keyboard.press("Control+y")
  await nodeOf(page, "verdicts").waitFor({ state: "detached" })
  await page.keyboard.press("Control+z")
  await nodeOf(page, "verdicts").waitFor()

  // Run: a branch of its own, which has what the draft had.
  await page.getByTestId("draft-run").click()
  await bannerOf(page).waitFor({ state: "detached" })
  await expect.poll(() => page.getByTestId("branches").locator("li").count()).toBe(2)
  await isRun(page)
  expect(await nodeOf(page, "verdicts").getAttribute("aria-label")).not.toContain("new")
  expect(complaints).toEqual([])
  await page.close()
})

test("the draft is discarded, what cannot be is said, and others go only when asked", { timeout: 60_000 }, async () => {
  const { page, complaints } = await opened()

  // By keys alone: whom the selected component calls is chosen from a list.
  await nodeOf(page, "gw").focus()
  await page.keyboard.press("Shift+C")
  await page.getByTestId("connect-menu").waitFor()
  await page.keyboard.type("shop")
  await page.keyboard.press("Enter")
  await page.getByTestId("status").getByText("Not done:").waitFor()
  expect(await bannerOf(page).count()).toBe(0)

  // The gateway and its client cannot be without the one they call.
  await nodeOf(page, "pay").focus()
  await page.keyboard.press("Delete")
  const confirm = page.getByTestId("confirm-remove")
  await confirm.getByText("cannot be without").waitFor()
  await confirm.getByRole("button", { name: "Keep them" }).click()
  expect(await nodeOf(page, "pay").count()).toBe(1)

  await edgeOf(page, "pay", "fraud").focus()
  await page.keyboard.press("Backspace")
  await edgeOf(page, "pay", "fraud").waitFor({ state: "detached" })
  await bannerOf(page).getByText("1 edge gone").waitFor()

  // A text that cannot be read keeps the picture as it was.
  await page.locator(".cm-content").click()
  await page.keyboard.press("Control+End")
  await page.keyboard.type("components: [")
  await bannerOf(page).getByText("as it was before").waitFor()
  expect(await edgeOf(page, "pay", "fraud").count()).toBe(0)

  await page.getByTestId("draft-discard").click()
  await bannerOf(page).waitFor({ state: "detached" })
  await edgeOf(page, "pay", "fraud").waitFor({ state: "attached" })
  await page.keyboard.press("Control+z")
  await bannerOf(page).waitFor()
  expect(complaints).toEqual([])
  await page.close()
})

test("a point of a chart opens the request behind it", { timeout: 60_000 }, async () => {
  const { page, complaints } = await opened()
  await page.keyboard.press("e")
  await nodeOf(page, "ledger").click({ position: { x: 8, y: 8 } })
  await page.getByTestId("tab-node").click()
  const chart = page.getByRole("button", { name: /^Duration from/ })
  await chart.waitFor()
  await chart.click()
  await page.locator(".selected h2", { hasText: "Request" }).waitFor()
  const clicked = await page.getByTestId("clock").textContent()
  // The middle of 20 s.
  expect(clicked).toMatch(/0:(09|10)\./)
  expect(complaints).toEqual([])
  await page.close()
})
