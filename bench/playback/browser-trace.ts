import type { Browser, Page } from "playwright-core"
import { z } from "zod"

const event = z.object({
  name: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number().default(0),
  dur: z.number().default(0),
  tdur: z.number().optional(),
  args: z.object({ name: z.string().optional() }).default({}),
})
const trace = z.object({ traceEvents: z.array(event) })

/** A task of a thread: when it ran, in ms of the trace's clock, and the processor's time it took. */
export interface Task {
  readonly fromMs: number
  readonly toMs: number
  readonly cpuMs: number
}

/** What the threads of a page did. */
export interface Trace {
  readonly page: readonly Task[]
  /** What of them ran scripts, and not layout or painting. */
  readonly scripts: readonly Task[]
  /** Of all workers. */
  readonly workers: readonly Task[]
  /** When the page's thread ran what had been put off until a frame. */
  readonly framesMs: readonly number[]
  /** When the page made marks and began and ended measures, by their names. */
  readonly marksMs: ReadonlyMap<string, readonly number[]>
}

const CATEGORIES = ["toplevel", "devtools.timeline", "blink.user_timing", "__metadata"]
const PAGE_THREAD = "CrRendererMain"
const TASKS = ["ThreadControllerImpl::RunTask"]
/** None lies within another. */
const SCRIPTS = ["FireAnimationFrame", "HandlePostMessage", "TimerFire", "EventDispatch"]
const WORKER_THREAD = "DedicatedWorker thread"

/**
 * Does something while the browser notes what the threads of a page do. Their tasks are measured in time of the processor,
 * which is the same on a machine that does other things too.
 */
export async function traced<T>(
  browser: Browser,
  page: Page,
  act: () => Promise<T>,
): Promise<{ readonly result: T; readonly trace: Trace }> {
  await browser.startTracing(page, { categories: CATEGORIES })
  try {
    const result = await act()
    return { result, trace: read(await browser.stopTracing()) }
  } catch (error) {
    await browser.stopTracing().catch(() => undefined)
    throw error
  }
}

function read(bytes: Buffer): Trace {
  const { traceEvents } = trace.parse(JSON.parse(bytes.toString("utf8")))
  const threads = new Map<string, string>()
  for (const { name, pid, tid, args } of traceEvents) {
    if (name === "thread_name") threads.set(`${pid} ${tid}`, args.name ?? "")
  }
  const busiest = busiestPage(traceEvents, threads)
  const ours = traceEvents.filter(({ pid }) => pid === busiest)
  const on = (thread: string) => ours.filter(({ pid, tid }) => threads.get(`${pid} ${tid}`) === thread)
  const marksMs = new Map<string, number[]>()
  for (const { name, ts } of on(PAGE_THREAD)) {
    const all = marksMs.get(name) ?? []
    marksMs.set(name, all)
    all.push(ts / 1_000)
  }
  const pageTasks = tasksOf(on(PAGE_THREAD))
  return {
    page: pageTasks,
    scripts: tasksOf(on(PAGE_THREAD), SCRIPTS),
    workers: tasksOf(on(WORKER_THREAD)),
    framesMs: framesOf(pageTasks, marksMs.get("FireAnimationFrame") ?? []),
    marksMs,
  }
}

/** The browser has pages of its own: ours is the one that does most. */
function busiestPage(events: readonly z.infer<typeof event>[], threads: ReadonlyMap<string, string>): number {
  const tasks = new Map<number, number>()
  for (const { pid, tid, tdur = 0 } of events) {
    if (threads.get(`${pid} ${tid}`) === PAGE_THREAD) tasks.set(pid, (tasks.get(pid) ?? 0) + tdur)
  }
  return [...tasks].reduce((most, one) => (one[1] > most[1] ? one : most), [0, -1])[0]
}

function tasksOf(events: readonly z.infer<typeof event>[], names = TASKS): readonly Task[] {
  return events
    .filter(({ name }) => names.includes(name))
    .map(({ ts, dur, tdur = 0 }) => ({ fromMs: ts / 1_000, toMs: (ts + dur) / 1_000, cpuMs: tdur / 1_000 }))
    .sort((a, b) => a.fromMs - b.fromMs)
}

/** Beginnings of the tasks in which something was run that had been put off until a frame: many may be in one. */
function framesOf(tasks: readonly Task[], firedMs: readonly number[]): readonly number[] {
  const fired = [...firedMs].sort((a, b) => a - b)
  let at = 0
  return tasks.flatMap(({ fromMs, toMs }) => {
    while ((fired[at] ?? Number.POSITIVE_INFINITY) < fromMs) at++
    return (fired[at] ?? Number.POSITIVE_INFINITY) <= toMs ? [fromMs] : []
  })
}

/** Processor's time of tasks by stretches that begin at these times, each up to the next. */
export function cpuBetween(tasks: readonly Task[], beginsMs: readonly number[]): readonly number[] {
  const sums = beginsMs.map(() => 0)
  let at = -1
  for (const { toMs, cpuMs } of tasks) {
    // A task belongs to the stretch in which it ends: one that holds a stretch's beginning is of that stretch.
    while (at + 1 < beginsMs.length && (beginsMs[at + 1] ?? 0) <= toMs) at++
    if (at >= 0) sums[at] = (sums[at] ?? 0) + cpuMs
  }
  return sums.slice(0, -1)
}
