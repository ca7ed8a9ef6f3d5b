import type { Page } from "playwright-core"
import { writeHash } from "../../../ui/share/link/hash.ts"
import type { SharedState } from "../../../ui/share/link/shared-state.ts"

/** A state of the page that is looked at: how it is reached. */
export interface State {
  readonly name: string
  readonly opens: SharedState
  /** What is done once the picture is there. */
  readonly reach?: (page: Page) => Promise<void>
  /** Only where there is room for it. */
  readonly isWide?: true
  /** Looked at while it still runs: all others are once their run is over, since only then they look the same each time. */
  readonly isRunning?: true
}

/** The flagship in short, so that its run is soon over: the ledger is down from 0:06 to 0:10. */
export const SHORT = `name: short-checkout
question: Does the ledger survive a crash at peak?
run: { duration: 20s, warmup: 2s }
components:
  shop: { kind: client }
  gw: { kind: gateway, replicas: 2, concurrency: 512, routes: [{ prefix: /, to: pay.charge }] }
  pay:
    kind: service
    replicas: 3
    concurrency: 16
    operations:
      charge: [{ work: lognormal p50=8ms p99=60ms }, { parallel: [{ call: ledger.insert }, { call: fraud.check }] }]
  fraud: { kind: service, concurrency: unlimited, operations: { check: [{ work: 2ms }] } }
  ledger: { kind: database, pool: 4, operations: { insert: [{ work: exponential 4ms }] } }
load:
  shop: { open: poisson 200/s, to: gw, mix: { pay: { share: 100%, method: POST, path: /pay } } }
policies: { "* -> ledger": { timeout: 250ms, retry: { attemptsMax: 3, backoff: exponential 50ms..1s, jitter: full } } }
faults: [{ at: 6s, for: 4s, do: crash, target: ledger }]
objectives: ["p99 latency of shop.pay < 300ms", "success of shop >= 99.9%"]
`

const short = { text: SHORT } as const
const inCrash = 7e9
const ledger = { kind: "node", node: "ledger" } as const

const panel = (name: string, more: Partial<SharedState> = {}): State => ({
  name: `panel-${name}`,
  opens: { scenario: short, timeNs: inCrash, view: { panel: name }, ...more },
  reach: async (page) => {
    await showInspector(page)
    await page.getByTestId(`panel-${name}`).waitFor()
  },
})

/** A press of its key opens it. */
const dialog = (name: string, key: string): State => ({
  name,
  opens: { scenario: short, timeNs: inCrash },
  reach: async (page) => {
    await page.keyboard.press(key)
    await page.getByTestId(name).waitFor()
  },
})

const editor = (view: string): State => ({
  name: `editor-${view.toLowerCase()}`,
  opens: { scenario: short, timeNs: inCrash, selection: { kind: "node", node: "pay" } },
  isWide: true,
  reach: async (page) => {
    await page.keyboard.press("e")
    await page.getByRole("tab", { name: view, exact: true }).click()
    await page.locator("#editor-view > *").first().waitFor()
  },
})

/** The editor open beside the picture, which is edited by keys from `pay` on. */
const drafted = (name: string, keys: readonly string[], testId: string): State => ({
  name,
  opens: { scenario: short, timeNs: inCrash },
  isWide: true,
  reach: async (page) => {
    await page.keyboard.press("e")
    await page.locator(".picture-graph.is-editable").waitFor()
    await page.locator('.react-flow__node[data-id="pay"]').focus()
    for (const key of keys) await page.keyboard.press(key)
    await page.getByTestId(testId).waitFor()
  },
})

/** On a phone the inspector is a sheet that is drawn up, and covers the half of the picture. */
async function showInspector(page: Page): Promise<void> {
  if (await page.getByTestId("inspector").isVisible()) return
  await page.keyboard.press("i")
}

async function openFaultMenu(page: Page): Promise<void> {
  await page.locator('.react-flow__node[data-id="ledger"]').first().focus()
  await page.keyboard.press("x")
  await page.getByTestId("fault-menu").waitFor()
}

/** Brings the first of the ledger's faults on it, and waits until the branch has run. */
async function makeBranch(page: Page): Promise<void> {
  await openFaultMenu(page)
  await page.getByTestId("fault-menu").locator("button[type=submit]").click()
  await page.getByTestId("branches").waitFor()
  await isRun(page)
}

/** Said in the top bar, where it is also on a phone, though not seen there. */
export async function isRun(page: Page, patienceMs = 30_000): Promise<void> {
  const over = page.getByTestId("run-state").filter({ hasText: /^(Ran|Stopped by) / })
  await over.waitFor({ state: "attached", timeout: patienceMs })
}

async function zoom(page: Page, way: "in" | "out", times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    await page.getByRole("button", { name: `Zoom ${way}` }).click()
    // One glide after the other.
    await page.waitForTimeout(200)
  }
}

const library = (name: string, timeNs: number): State => ({
  name,
  opens: { scenario: { library: name }, timeNs },
  isRunning: true,
})

export const STATES: readonly State[] = [
  { name: "playing", opens: { scenario: { library: "checkout" } }, isRunning: true },
  { name: "paused-in-a-crash", opens: { scenario: short, timeNs: inCrash } },
  library("online-boutique", 5e9),
  library("mesh-canary", 5e9),
  panel("overview"),
  panel("node", { selection: ledger }),
  panel("latency"),
  panel("path"),
  panel("request", { selection: { kind: "request", root: 0 }, timeNs: 1e7 }),
  panel("compare"),
  panel("theory", { scenario: { library: "mm1" } }),
  {
    ...panel("latency"),
    name: "causes",
    reach: async (page) => {
      await showInspector(page)
      await page.getByRole("button", { name: "What do the slow ones share?" }).click()
      await page.locator(".causes ol").waitFor()
      await page.evaluate("document.querySelector('.causes').scrollIntoView()")
    },
  },
  editor("Text"),
  editor("Form"),
  editor("Graph"),
  drafted("draft", ["[", "Delete"], "draft-banner"),
  drafted("draft-add", ["Shift+A"], "add-menu"),
  drafted("draft-rename", ["F2"], "rename-field"),
  drafted("draft-confirm", ["Delete"], "confirm-remove"),
  dialog("gallery", "o"),
  dialog("palette", "Control+k"),
  dialog("help", "?"),
  dialog("share", "s"),
  { name: "fault-menu", opens: { scenario: short, timeNs: 4e9, selection: ledger }, reach: openFaultMenu },
  { name: "branch", opens: { scenario: short, timeNs: 4e9, selection: ledger }, reach: makeBranch },
  {
    name: "compared",
    opens: { scenario: short, timeNs: 4e9, selection: ledger, view: { panel: "compare" } },
    reach: async (page) => {
      await makeBranch(page)
      await page.keyboard.press("c")
      await page.locator(".picture-surface").nth(1).waitFor()
      await showInspector(page)
      await page.getByTestId("panel-compare").locator("table").waitFor()
    },
  },
  {
    name: "groups",
    opens: { scenario: { library: "online-boutique" }, timeNs: 5e9 },
    isRunning: true,
    reach: (page) => zoom(page, "out", 4),
  },
  {
    name: "inside",
    opens: { scenario: short, timeNs: inCrash, selection: { kind: "node", node: "pay" } },
    reach: async (page) => {
      await page.locator('.react-flow__node[data-id="pay"]').first().focus()
      await page.keyboard.press("Shift+Enter")
      await page.waitForTimeout(300)
    },
  },
  {
    name: "table",
    opens: { scenario: short, timeNs: inCrash },
    reach: async (page) => {
      await page.getByRole("button", { name: "The picture as a table" }).click()
      await page.getByTestId("picture-table").waitFor()
    },
  },
  {
    name: "invalid",
    opens: { scenario: { text: "name: x\nrun: { duration: 10 }\ncomponents:\n  a: { kind: servise }\n" } },
    isRunning: true,
    reach: async (page) => {
      await page.locator(".is-problems li").first().waitFor()
    },
  },
]

/** Opens a state's page and does what leads to it. */
export async function enter(
  page: Page,
  url: string,
  { opens, reach, isRunning }: State,
  theme?: string,
): Promise<void> {
  const view = theme === undefined ? opens.view : { ...opens.view, theme }
  await page.goto(url + (await writeHash(view === undefined ? opens : { ...opens, view })))
  if ("library" in opens.scenario || opens.scenario.text === SHORT)
    await page.locator("[data-testid=picture] [data-label]").first().waitFor()
  if (isRunning !== true) await isRun(page)
  await reach?.(page)
}
