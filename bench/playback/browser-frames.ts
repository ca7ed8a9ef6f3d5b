import type { Browser, Page } from "playwright-core"
import { EVENTS_PER_REQUEST, REQUESTS_PER_SECOND, relay } from "./browser-texts.ts"
import { cpuBetween, traced } from "./browser-trace.ts"
import type { Painted, TakenIn } from "./page/main.ts"
import { SCENARIOS } from "./recorded.ts"
import { quantile, quantilesOf, type Timed } from "./timed.ts"

/** Frames of a kind, and how often all of them are drawn: the quietest time counts. */
const ROUNDS = 400
const REPEATS = 5
/** Of sixty a second. */
const FRAME_NS = 16_666_667
/** What page/main.ts calls a frame in a trace. */
const FRAME = "orrery-frame"
/** Of `estate`. */
const ESTATE_SECONDS = 20

/** Instants of frames in a run of some length. */
type Path = (toNs: number) => readonly number[]

const anywhere: Path = (toNs) => Array.from({ length: ROUNDS }, () => Math.floor(toNs * Math.random()))
const onAndOn: Path = (toNs) => Array.from({ length: ROUNDS }, (_, i) => Math.floor(toNs / 3) + i * FRAME_NS)

/** Seeks at random in the record of a run of about so many events. */
export function measureSeeks(browser: Browser, url: string, events: number): Promise<Timed> {
  const seconds = Math.max(2, Math.ceil(events / EVENTS_PER_REQUEST / REQUESTS_PER_SECOND))
  return measure(browser, url, { text: relay(seconds), path: anywhere })
}

/** Frames one after another at the speed of time, of 200 nodes and ten thousand calls on their way. */
export function measureFrames(browser: Browser, url: string): Promise<Timed> {
  return measure(browser, url, { text: SCENARIOS.estate.text(ESTATE_SECONDS), path: onAndOn })
}

async function measure(
  browser: Browser,
  url: string,
  { text, path }: { readonly text: string; readonly path: Path },
): Promise<Timed> {
  const page = await browser.newPage()
  try {
    await page.goto(url)
    const taken: TakenIn = await page.evaluate(`orreryBench.takeIn(${JSON.stringify(text)})`)
    await framesOf(page, path(taken.toNs))
    const repeats: Repeat[] = []
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const { result, trace } = await traced(browser, page, () => framesOf(page, path(taken.toNs)))
      repeats.push({ painted: result, cpuMs: cpuBetween(trace.workers, trace.marksMs.get(FRAME) ?? []) })
    }
    const p95 = ({ painted }: Repeat) => quantile(painted.ms, 0.95)
    const [quietest] = repeats.sort((a, b) => p95(a) - p95(b))
    return { ...taken, ...(quietest === undefined ? {} : figuresOf(quietest)) }
  } finally {
    await page.close()
  }
}

interface Repeat {
  readonly painted: Painted
  /** Of the worker, frame by frame. */
  readonly cpuMs: readonly number[]
}

function framesOf(page: Page, instants: readonly number[]): Promise<Painted> {
  return page.evaluate(`orreryBench.frames([${instants}])`)
}

function figuresOf({ painted: { ms, roundTripMs, ...work }, cpuMs }: Repeat): Timed {
  return {
    ...quantilesOf("frame", ms),
    ...quantilesOf("frameCpu", cpuMs),
    ...quantilesOf("roundTrip", roundTripMs),
    ...work,
  }
}
