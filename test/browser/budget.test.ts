import { gzipSync } from "node:zlib"
import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { openSite } from "./lib/opened.ts"

/** What the page loads before anything is done with it (issue 4). */
const INITIAL_BYTES_MAX = 300_000
const LONG_TASK_MS = 50
const WATCHED_MS = 5_000

const site = openSite()

/** Bytes of scripts after gzip, as a server would send them. */
interface Weights {
  readonly page: number
  readonly workers: readonly { readonly name: string; readonly bytes: number }[]
}

/** A worker's own script is asked for by the page too, so it is told apart by the names of the page's workers. */
async function weigh(page: Page, url: string): Promise<Weights> {
  const scripts = new Map<string, Promise<number>>()
  page.on("response", (response) => {
    if (/\.js$/.test(response.url())) {
      const bytes = response.body().then((body) => gzipSync(body).length)
      scripts.set(response.url(), bytes)
    }
  })
  await page.goto(url)
  await page.locator("[data-testid=picture] [data-label]").first().waitFor()
  await page.waitForTimeout(1_000)
  const ofWorkers = new Set(page.workers().map((worker) => worker.url()))
  let sum = 0
  const workers: { name: string; bytes: number }[] = []
  for (const [address, bytes] of scripts) {
    if (ofWorkers.has(address)) workers.push({ name: address.replace(/.*\//, ""), bytes: await bytes })
    else sum += await bytes
  }
  return { page: sum, workers }
}

test("the page's own thread loads 300 kB of JavaScript at most before anything is done", async () => {
  const page = await site.newPage()
  const weights = await weigh(page, site.url())
  const workers = weights.workers.map(({ name, bytes }) => `${name} ${Math.round(bytes / 1e3)} kB`).join(", ")
  console.log(`initial JavaScript ${Math.round(weights.page / 1e3)} kB gzip; workers: ${workers}`)
  expect(weights.page).toBeGreaterThan(50_000)
  expect(weights.page).toBeLessThanOrEqual(INITIAL_BYTES_MAX)
  expect(weights.workers).toHaveLength(2)
  await page.close()
})

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Of the thread's own time, in us: what else the machine does is not in it. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** How long the tasks of the page's own thread took of the processor, in ms, while a page was watched. */
async function tasksOf(page: Page, watchedMs: number): Promise<readonly number[]> {
  const browser = site.browser()
  await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline", "__metadata"] })
  await page.waitForTimeout(watchedMs)
  const trace: { readonly traceEvents: readonly TraceEvent[] } = JSON.parse(
    (await browser.stopTracing()).toString("utf8"),
  )
  const events = trace.traceEvents
  const main = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = events.filter(({ name, ph, pid, tid }) => name === "RunTask" && ph === "X" && main.has(`${pid} ${tid}`))
  return tasks.map(({ tdur = 0 }) => tdur / 1e3)
}

test("playing, no task of the page's own thread takes more than 50 ms of the processor", async () => {
  const page = await site.newPage()
  await page.goto(site.url())
  await page.locator("[data-testid=picture] [data-label]").first().waitFor()
  await page.waitForTimeout(2_000)
  const from = await page.getByTestId("clock").textContent()
  const tasks = (await tasksOf(page, WATCHED_MS)).toSorted((a, b) => b - a)
  const sum = tasks.reduce((total, ms) => total + ms, 0)
  const longest = tasks.slice(0, 5).map((ms) => ms.toFixed(0))
  console.log(
    `${WATCHED_MS / 1e3} s of playing: ${tasks.length} tasks, ${sum.toFixed(0)} ms, longest ${longest.join(", ")} ms`,
  )
  expect(await page.getByTestId("clock").textContent()).not.toBe(from)
  // A frame is a task at least.
  expect(tasks.length).toBeGreaterThan(50)
  expect(tasks.filter((ms) => ms > LONG_TASK_MS)).toEqual([])
  await page.close()
})
