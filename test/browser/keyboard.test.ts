import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { openSite } from "./lib/opened.ts"
import { isRun } from "./lib/states.ts"

/** Stops of the Tab key before something counts as not reached: more than the whole page has. */
const STOPS_MAX = 120

/** The text of the element that has the focus and shows it. */
const FOCUS = `{
  const { activeElement: element, body } = document
  const isSeen = element !== null && element !== body && element.matches(":focus-visible") && element.checkVisibility()
  isSeen ? element.outerHTML.slice(0, 160) : ""
}`

/** Name of the node that has the focus. */
const FOCUSED_NODE = 'document.activeElement.getAttribute("data-id")'

const site = openSite()

/** Someone without a pointer: presses keys, and sees where the focus is after each. */
class Person {
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key)
      await expect.poll(() => this.focus(), { message: `focus after ${key}`, timeout: 3_000 }).not.toBe("")
    }
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text)
    expect(await this.focus(), `focus after typing ${text}`).not.toBe("")
  }

  /** What has the focus and shows it; nothing if that is the page itself or cannot be seen. */
  async focus(): Promise<string> {
    return this.page.evaluate<string>(FOCUS)
  }

  /** Goes on with Tab until an element of the selector has the focus. */
  async tabTo(selector: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    const stops: string[] = []
    for (let stop = 0; stop < STOPS_MAX; stop++) {
      const isThere = await this.page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)
      if (isThere) return
      await this.page.keyboard.press(key)
      stops.push((await this.focus()).slice(0, 60))
    }
    throw new Error(`${key} does not reach ${selector}, only ${[...new Set(stops)].join(", ")}`)
  }
}

async function opened(): Promise<{ readonly page: Page; readonly person: Person; readonly complaints: string[] }> {
  const page = await site.newPage()
  const complaints: string[] = []
  page.on("pageerror", (error) => complaints.push(String(error)))
  await page.goto(site.url())
  await page.locator("[data-testid=picture] [data-label]").first().waitFor()
  page.setDefaultTimeout(15_000)
  const person = new Person(page)
  // The first stop: a link over the page's regions.
  await person.press("Tab")
  return { page, person, complaints }
}

const clockOf = (page: Page) => page.getByTestId("clock").textContent()
const branchesOf = (page: Page) => page.getByTestId("branches").locator("li")

async function opensAScenario(page: Page, person: Person): Promise<void> {
  await person.press("o")
  await page.getByTestId("gallery-search").waitFor()
  await person.type("standing queue")
  await person.press("ArrowDown", "Enter")
  await page.getByTestId("topbar").getByRole("heading", { name: "standing-queue" }).waitFor()
  await isRun(page)
}

async function plays(page: Page, person: Person): Promise<void> {
  await person.press("k")
  const stood = await clockOf(page)
  await page.waitForTimeout(300)
  expect(await clockOf(page)).toBe(stood)
  await person.press(".")
  await expect.poll(() => clockOf(page)).not.toBe(stood)
  const stepped = await clockOf(page)
  await person.press("=")
  await page.getByTestId("status").getByText("Speed").waitFor()
  await person.press("k")
  await expect.poll(() => clockOf(page)).not.toBe(stepped)
  await person.press("k", "n")
  // The fault of the scenario, or a breach before it.
  await page
    .getByTestId("clock")
    .getByText(/0:(0[2-9]|1\d)\./)
    .waitFor()
}

async function selects(page: Page, person: Person): Promise<void> {
  await person.press("Home")
  await person.tabTo(".react-flow__node[data-id='api']")
  await person.press("ArrowLeft")
  const left = await page.evaluate(FOCUSED_NODE)
  expect(left).not.toBe("api")
  await person.press("ArrowRight", "Enter")
  await page.locator(".selected h2", { hasText: "api" }).waitFor()
  await person.tabTo(".inspector [role=tab][aria-selected=true]")
  await person.press("ArrowRight")
  await page.getByTestId("panel-latency").waitFor()
  await person.press("End")
  await page.getByTestId("panel-theory").waitFor()
  await person.press("Home")
  await page.getByTestId("panel-overview").waitFor()
}

async function breaks(page: Page, person: Person): Promise<void> {
  await person.press("t")
  await page.getByTestId("jump-field").waitFor()
  await person.type("5s")
  await person.press("Enter")
  await page.getByTestId("clock").getByText("0:05.000").waitFor()
  await person.press("x")
  await page.getByTestId("fault-menu").waitFor()
  await person.press("ArrowDown")
  await person.tabTo("[data-testid=fault-menu] button[type=submit]")
  await person.press("Enter")
  await expect.poll(() => branchesOf(page).count()).toBe(2)
  await isRun(page)
  await person.press("c")
  await expect.poll(() => page.locator(".picture-surface").count()).toBe(2)
  await person.press("w", "c")
  await expect.poll(() => page.locator(".picture-surface").count()).toBe(1)
}

async function edits(page: Page, person: Person): Promise<void> {
  await person.press("e")
  await person.tabTo("#editor-tab-text")
  await person.press("ArrowRight")
  const field = page.getByRole("region", { name: "Service" }).getByLabel("concurrency", { exact: true })
  await field.waitFor()
  const before = await field.inputValue()
  await person.tabTo(".form .form-field input[type=text]")
  await person.press("Control+a")
  await person.type("7")
  await person.press("Enter")
  await person.tabTo("[data-testid=editor-run]", "Shift+Tab")
  await person.press("Enter")
  await expect.poll(() => branchesOf(page).count()).toBe(3)
  await isRun(page)
  await person.tabTo(".editor-bar button[title^=Undo]", "Shift+Tab")
  await person.press("Enter")
  await expect.poll(() => field.inputValue()).toBe(before)
  await person.press("e")
  await page.getByTestId("editor").waitFor({ state: "detached" })
}

async function searches(page: Page, person: Person): Promise<void> {
  await person.press("Control+k")
  await page.getByTestId("palette-field").waitFor()
  await person.type("dark theme")
  await person.press("Enter")
  await expect.poll(() => page.evaluate("document.documentElement.dataset.theme")).toBe("dark")
}

/** Whatever lies over the page goes with Escape, and the focus is where it was. */
async function closes(page: Page, person: Person): Promise<void> {
  await person.tabTo(".react-flow__node[data-id='api']")
  const dialogs = [
    ["s", "share"],
    ["?", "help"],
    ["o", "gallery"],
    ["Control+k", "palette"],
    ["x", "fault-menu"],
  ] as const
  for (const [key, dialog] of dialogs) {
    await person.press(key)
    await page.getByTestId(dialog).waitFor()
    await person.press("Escape")
    await page.getByTestId(dialog).waitFor({ state: "detached" })
    const id = await page.evaluate(FOCUSED_NODE)
    expect(id, `the focus after ${dialog}`).toBe("api")
  }
  await person.press("Enter")
  await page.locator(".selected h2", { hasText: "api" }).waitFor()
  await person.press("Escape")
  await page.locator(".selected h2", { hasText: "The whole run" }).waitFor()
}

test("a whole exploration goes by keyboard alone, and the focus is always seen", async () => {
  const { page, person, complaints } = await opened()
  await opensAScenario(page, person)
  await plays(page, person)
  await selects(page, person)
  await person.tabTo(".react-flow__node[data-id='api']")
  await breaks(page, person)
  await edits(page, person)
  await searches(page, person)
  await closes(page, person)
  expect(complaints).toEqual([])
  await page.close()
}, 120_000)
