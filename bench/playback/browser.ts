import { existsSync, readFileSync } from "node:fs"
import { cpus, loadavg } from "node:os"
import { chromium } from "playwright-core"
import { z } from "zod"
import { askChild } from "../kit/child.ts"
import { type Built, buildAndServe } from "./browser-build.ts"
import { measureFrames, measureSeeks } from "./browser-frames.ts"
import { measureKeys, measureOpening, measurePlaying, measureScripts } from "./browser-site.ts"
import type { Timed } from "./timed.ts"

/** Of the record in which is sought, for each of `--requests`. */
const EVENTS_PER_REQUEST = 10
/** As slow as a cheap phone, as browsers' own tools have it. */
const SLOWNESS = 4

/** As in test/browser: quiet, without a sandbox for root, without any talk to the outside. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/** What is measured in a real Chromium, a line each; where there is none, a line that says so. */
export function runBrowser(requests: number): readonly (Timed & { readonly bench: "playback" })[] {
  const lines = askChild<readonly Timed[]>(["playback-browser", String(requests)])
  return lines.map((line) => ({ bench: "playback", ...line }))
}

/** The child's side. */
export async function measureInBrowser(requests: number): Promise<readonly Timed[]> {
  const chromiumPath = findChromium()
  if (chromiumPath === null)
    return [{ browser: "there is no Chromium, or it has not been looked for: run npm test once" }]
  const built = await buildAndServe()
  const browser = await chromium.launch({ executablePath: chromiumPath, args: FLAGS })
  try {
    const lines: Timed[] = []
    for (const [name, measure] of measures(built, requests)) {
      const [loadBefore = 0] = loadavg()
      lines.push({ browser: name, ...(await measure(browser)), loadPerProcessor: loadBefore / cpus().length })
    }
    return lines
  } finally {
    await browser.close()
    built.close()
  }
}

/** What `npm test` found and installed (scripts/test.mjs writes the file). */
const TOOLS = ".cache/tools.json"
const tools = z.object({ chromium: z.object({ path: z.string().optional() }) })

function findChromium(): string | null {
  if (!existsSync(TOOLS)) return null
  return tools.parse(JSON.parse(readFileSync(TOOLS, "utf8"))).chromium.path ?? null
}

type Measure = (browser: Awaited<ReturnType<typeof chromium.launch>>) => Promise<Timed>

function measures(built: Built, requests: number): readonly (readonly [string, Measure])[] {
  return [
    ["scripts", (browser) => measureScripts(browser, built)],
    ["opening", (browser) => measureOpening(browser, built, 1)],
    ["opening-slow", (browser) => measureOpening(browser, built, SLOWNESS)],
    ["keys", (browser) => measureKeys(browser, built)],
    ["playing", (browser) => measurePlaying(browser, built)],
    ["frames", (browser) => measureFrames(browser, built.benchUrl)],
    ["seeks", (browser) => measureSeeks(browser, built.benchUrl, EVENTS_PER_REQUEST * requests)],
  ]
}
