import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { Run, readScenario } from "../../index.ts"
import { readHash, writeHash } from "../../ui/share/link/hash.ts"
import { branchesOf } from "../../ui/share/shared-branches.ts"
import { openSite } from "./lib/opened.ts"
import { enter, isRun, SHORT, STATES } from "./lib/states.ts"

/** The address follows what is shown with a delay (ui/share/use-link.ts), and so does the hash of a frame. */
const SETTLES_MS = 1_500

const site = openSite()

function digestOf(text: string): string {
  const { plan } = readScenario(text)
  if (plan === undefined) throw new Error("the text cannot be read")
  const run = new Run(plan)
  run.advance()
  return run.digest
}

const digestIn = (page: Page) => page.getByTestId("status-digest").textContent()

/** The texts of the branches behind the first, as the page's address has them. */
async function textsInLink(page: Page): Promise<readonly string[]> {
  const read = await readHash(new URL(page.url()).hash)
  if (!("value" in read)) throw new Error(read.mistakes[0].message)
  const { scenario, interventions = [] } = read.value
  const first = "text" in scenario ? scenario.text : ""
  return (branchesOf(first, interventions) ?? []).map(({ text }) => text)
}

/** Of the picture as it is at an instant, once that is painted. */
async function frameHash(page: Page, atNs: number): Promise<string> {
  const canvas = page.locator(`.picture-canvas canvas[data-at-ns="${atNs}"]`).first()
  await canvas.waitFor({ state: "attached" })
  return (await canvas.getAttribute("data-hash")) ?? ""
}

async function jump(page: Page, typed: string): Promise<void> {
  await page.keyboard.press("t")
  await page.getByTestId("jump-field").fill(typed)
  await page.keyboard.press("Enter")
}

test("a fault in the past makes a branch that is the run of its text, and the old future stays", async () => {
  const page = await site.newPage()
  const branch = STATES.find(({ name }) => name === "branch")
  if (branch === undefined) throw new Error("there is no such state")
  await enter(page, site.url(), branch)
  await page.waitForTimeout(SETTLES_MS)
  const [text = ""] = await textsInLink(page)
  expect(text).not.toBe("")
  expect(text.split("\n").length).toBeGreaterThanOrEqual(SHORT.split("\n").length)
  const forked = await digestIn(page)
  expect(forked).toBe(digestOf(text))
  await page.getByTestId("branches").getByRole("button", { name: "as written", exact: true }).click()
  await isRun(page)
  await expect.poll(() => digestIn(page)).toBe(digestOf(SHORT))
  expect(forked).not.toBe(digestOf(SHORT))
  await page.context().close()
})

test("the picture of an instant is the same whichever way it was reached", async () => {
  const page = await site.newPage()
  const hash = await writeHash({ scenario: { text: SHORT }, timeNs: 3e9 })
  await page.goto(site.url() + hash)
  await isRun(page)
  await frameHash(page, 3e9)
  await jump(page, "8s")
  const forwards = await frameHash(page, 8e9)
  expect(forwards).toMatch(/^[0-9a-f]{16}$/)
  await page.keyboard.press("End")
  await frameHash(page, 20e9)
  await jump(page, "8s")
  expect(await frameHash(page, 8e9)).toBe(forwards)
  // Step by step there and back again; another instant is another picture.
  await page.keyboard.press(".")
  await page.locator(".picture-canvas canvas:not([data-at-ns='8000000000'])").first().waitFor({ state: "attached" })
  await page.waitForTimeout(SETTLES_MS)
  const next = await page.locator(".picture-canvas canvas").first().getAttribute("data-hash")
  expect(next).not.toBe(forwards)
  await page.keyboard.press("Shift+.")
  await jump(page, "8s")
  expect(await frameHash(page, 8e9)).toBe(forwards)
  await page.context().close()
})

interface Shown {
  readonly clock: string | null
  readonly branches: readonly string[]
  readonly current: string | null
  readonly selected: string | null
  readonly panel: string | null
  readonly hash: string
  readonly digest: string | null
}

async function shownOn(page: Page): Promise<Shown> {
  const branches = page.getByTestId("branches")
  return {
    clock: await page.getByTestId("clock").textContent(),
    branches: await branches.locator(".branch-name").allTextContents(),
    current: await branches.locator("[aria-current=true]").textContent(),
    selected: await page.locator(".selected h2").textContent(),
    panel: await page.locator(".inspector [role=tab][aria-selected=true]").textContent(),
    hash: await frameHash(page, 6.5e9),
    digest: await digestIn(page),
  }
}

test("a link shows whoever opens it the same instant, branch, selection and picture", async () => {
  const page = await site.newPage()
  const branch = STATES.find(({ name }) => name === "branch")
  if (branch === undefined) throw new Error("there is no such state")
  await enter(page, site.url(), branch)
  await jump(page, "6.5s")
  await page.getByTestId("tab-latency").click()
  await page.waitForTimeout(SETTLES_MS)
  const here = await shownOn(page)
  expect(here.branches).toHaveLength(2)
  expect(here.selected).toBe("ledger")
  const other = await site.newPage()
  await other.goto(page.url())
  await other.getByTestId("branches").waitFor()
  await isRun(other)
  await frameHash(other, 6.5e9)
  await other.waitForTimeout(SETTLES_MS)
  expect(await shownOn(other)).toEqual(here)
  await Promise.all([page.context().close(), other.context().close()])
})
