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
}

const checkout = { library: "checkout" } as const
/** In the crash of the ledger, which lasts from 3:00 to 4:30. */
const inCrash = 185e9

const panel = (name: string, more: Partial<SharedState> = {}): State => ({
  name: `panel-${name}`,
  opens: { scenario: checkout, timeNs: inCrash, view: { panel: name }, ...more },
  reach: async (page) => {
    await showInspector(page)
    await page.getByTestId(`panel-${name}`).waitFor()
  },
})

/** A press of its key opens it. */
const dialog = (name: string, key: string): State => ({
  name,
  opens: { scenario: checkout, timeNs: inCrash },
  reach: async (page) => {
    await page.keyboard.press(key)
    await page.getByTestId(name).waitFor()
  },
})

const editor = (view: string, more: (page: Page) => Promise<void> = async () => undefined): State => ({
  name: `editor-${view.toLowerCase()}`,
  opens: { scenario: checkout, timeNs: inCrash, selection: { kind: "node", node: "pay" } },
  isWide: true,
  reach: async (page) => {
    await page.keyboard.press("e")
    await page.getByRole("tab", { name: view }).click()
    await more(page)
  },
})

/** On a phone the inspector is a sheet that is drawn up. */
async function showInspector(page: Page): Promise<void> {
  if (await page.getByTestId("inspector").isVisible()) return
  await page.keyboard.press("i")
}

export const STATES: readonly State[] = [
  { name: "playing", opens: { scenario: checkout } },
  { name: "paused-in-a-crash", opens: { scenario: checkout, timeNs: inCrash } },
  { name: "online-boutique", opens: { scenario: { library: "online-boutique" }, timeNs: 30e9 } },
  { name: "mesh", opens: { scenario: { library: "mesh-canary" }, timeNs: 20e9 } },
  panel("overview"),
  panel("node", { selection: { kind: "node", node: "ledger" } }),
  panel("latency"),
  panel("path"),
  panel("request", { selection: { kind: "request", root: 0 } }),
  panel("compare"),
  panel("theory", { scenario: { library: "mm1" } }),
  {
    ...panel("latency"),
    name: "causes",
    reach: async (page) => {
      await showInspector(page)
      await page.getByRole("button", { name: "What do the slow ones share?" }).click()
    },
  },
  editor("Text"),
  editor("Form"),
  editor("Graph"),
  dialog("gallery", "g"),
  dialog("palette", "Control+k"),
  dialog("help", "?"),
  dialog("share", "s"),
  {
    name: "fault-menu",
    opens: { scenario: checkout, timeNs: 60e9, selection: { kind: "node", node: "ledger" } },
    reach: async (page) => {
      await page.keyboard.press("x")
      await page.getByTestId("fault-menu").waitFor()
    },
  },
  {
    name: "branch",
    opens: {
      scenario: checkout,
      timeNs: 60e9,
      selection: { kind: "node", node: "ledger" },
      view: { panel: "compare" },
    },
    reach: async (page) => {
      await page.keyboard.press("x")
      await page
        .getByTestId("fault-menu")
        .getByRole("button", { name: /^(Bring|Start|Inject|Crash|Do)/i })
        .first()
        .click()
      await page.getByTestId("branches").waitFor()
    },
  },
  {
    name: "invalid",
    opens: { scenario: { text: "name: x\nrun: { duration: 10 }\ncomponents:\n  a: { kind: servise }\n" } },
  },
]

/** The address of a state's page. */
export async function addressOf(url: string, { opens }: State, theme?: string): Promise<string> {
  const view = theme === undefined ? opens.view : { ...opens.view, theme }
  return url + (await writeHash(view === undefined ? opens : { ...opens, view }))
}
