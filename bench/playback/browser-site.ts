import { readFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import type { Browser, Page } from "playwright-core"
import { writeHash } from "../../ui/share/link/hash.ts"
import type { Built } from "./browser-build.ts"
import { relay } from "./browser-texts.ts"
import { cpuBetween, type Trace, traced } from "./browser-trace.ts"
import type { Watched } from "./page/watch.ts"
import { SCENARIOS } from "./recorded.ts"
import { quantile, quantilesOf, type Timed } from "./timed.ts"

/** What page/watch.ts calls the moment in a trace. */
const MOVING = "orrery-moving"
const OPENINGS = 5
const PRESSES = 100
/** Between presses, in ms. */
const PRESS_EVERY_MS = 100
/** A press that took less than this is told by no browser: it counts as this. */
const KEY_MS_MIN = 16
/** Longer than anybody waits. */
const FLAT_OUT_SECONDS = 36_000
/** Whether a request has been seen to move, in ms. */
const LOOK_EVERY_MS = 250
const ESTATE_SECONDS = 20
const PLAYED_MS = 6_000

/** The page's thread while 200 nodes and ten thousand calls are played. */
export async function measurePlaying(browser: Browser, built: Built): Promise<Timed> {
  const text = SCENARIOS.estate.text(ESTATE_SECONDS)
  const page = await open(browser, built, await writeHash({ scenario: { text }, timeNs: 5e9 }))
  try {
    await page.locator("p[data-testid=run-state]:has-text('Ran ')").waitFor({ timeout: 0 })
    await page.keyboard.press("Space")
    await page.waitForTimeout(PLAYED_MS / 3)
    const before = await watchedOf(page)
    const { result, trace } = await traced(browser, page, async () => {
      await page.waitForTimeout(PLAYED_MS)
      return watchedOf(page)
    })
    const frames = result.frames.slice(before.frames.length)
    return {
      frames: frames.length,
      callsMost: Math.max(...frames.map(({ calls }) => calls)),
      ...quantilesOf("pageCpu", cpuBetween(trace.page, trace.framesMs)),
      ...quantilesOf("scriptCpu", cpuBetween(trace.scripts, trace.framesMs)),
      ...quantilesOf(
        "frame",
        frames.map(({ ms }) => ms),
      ),
      longTasks: result.longTasksMs.length - before.longTasksMs.length,
    }
  } finally {
    await page.close()
  }
}

/** From a press of a key until it is seen, while the engine runs as fast as it can. */
export async function measureKeys(browser: Browser, built: Built): Promise<Timed> {
  const page = await open(browser, built, await writeHash({ scenario: { text: relay(FLAT_OUT_SECONDS) } }))
  try {
    await untilMoving(page)
    const before = await watchedOf(page)
    for (let press = 0; press < PRESSES; press++) {
      await page.keyboard.press(press % 2 === 0 ? "." : "Space")
      await page.waitForTimeout(PRESS_EVERY_MS)
    }
    const { keysMs } = await watchedOf(page)
    const slow = keysMs.slice(before.keysMs.length)
    const all = [...slow, ...Array.from({ length: Math.max(0, PRESSES - slow.length) }, () => KEY_MS_MIN)]
    return {
      presses: PRESSES,
      keyMsP50: quantile(all, 0.5),
      keyMsP98: quantile(all, 0.98),
      keyMsMost: Math.max(...all),
    }
  } finally {
    await page.close()
  }
}

/** From the page's address until a request is seen to move, with the page's thread so many times as slow. */
export async function measureOpening(browser: Browser, built: Built, slowness: number): Promise<Timed> {
  const openings: { readonly movingMs: number; readonly trace: Trace }[] = []
  for (let opening = 0; opening < OPENINGS; opening++) {
    const page = await blank(browser, built)
    const session = await page.context().newCDPSession(page)
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowness })
    const { result, trace } = await traced(browser, page, async () => {
      await page.goto(built.siteUrl)
      await untilMoving(page)
      return watchedOf(page)
    })
    openings.push({ movingMs: result.movingMs ?? Number.NaN, trace })
    await page.context().close()
  }
  const [quickest] = openings.sort((a, b) => a.movingMs - b.movingMs)
  const times = openings.map(({ movingMs }) => movingMs)
  return {
    openings: OPENINGS,
    slowness,
    movingMsLeast: Math.min(...times),
    movingMsP50: quantile(times, 0.5),
    ...(quickest === undefined ? {} : cpuUntilMoving(quickest.trace)),
  }
}

function cpuUntilMoving({ page, workers, marksMs }: Trace): Timed {
  const [untilMs = Number.NaN] = marksMs.get(MOVING) ?? []
  const cpu = (tasks: Trace["page"]) => {
    return tasks.filter(({ toMs }) => toMs <= untilMs).reduce((sum, { cpuMs }) => sum + cpuMs, 0)
  }
  return { movingPageCpuMs: cpu(page), movingWorkersCpuMs: cpu(workers) }
}

/** Scripts that are asked for until a request is seen to move, compressed. */
export async function measureScripts(browser: Browser, { siteUrl, siteFolder, watch }: Built): Promise<Timed> {
  const page = await blank(browser, { watch })
  const scripts = new Set<string>()
  page.on("request", (request) => {
    if (request.url().endsWith(".js")) scripts.add(request.url())
  })
  await page.goto(siteUrl)
  await untilMoving(page)
  const { workers } = await watchedOf(page)
  await page.context().close()
  const kilobytes = (urls: readonly string[]) => {
    const sizes = urls.map((url) => gzipSync(readFileSync(join(siteFolder, url.slice(siteUrl.length)))).length)
    return sizes.reduce((sum, size) => sum + size, 0) / 1_000
  }
  const { engine = "", view = "" } = workers
  scripts.delete(engine)
  scripts.delete(view)
  return {
    pageKilobytes: kilobytes([...scripts]),
    viewKilobytes: kilobytes([view]),
    engineKilobytes: kilobytes([engine]),
  }
}

async function open(browser: Browser, built: Built, hash: string): Promise<Page> {
  const page = await blank(browser, built)
  await page.goto(built.siteUrl + hash)
  return page
}

/** A page with nothing in its cache. */
async function blank(browser: Browser, { watch }: Pick<Built, "watch">): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 720 } })
  await context.addInitScript({ content: watch })
  return context.newPage()
}

async function untilMoving(page: Page): Promise<void> {
  while ((await watchedOf(page)).movingMs === null) await page.waitForTimeout(LOOK_EVERY_MS)
}

function watchedOf(page: Page): Promise<Watched> {
  return page.evaluate("orreryWatch")
}
