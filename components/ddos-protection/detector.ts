/** When rates mean an attack, and how long. Times in ns, rates a second; Infinity for none. */
export interface DetectorLimits {
  readonly windowNs: number
  readonly requestsAbove: number
  readonly bytesAbove: number
  readonly baselineTimes: number
  readonly learnsNs: number
  readonly confirmNs: number
  readonly mitigationDelayNs: number
  readonly holdDownNs: number
  readonly timeoutNs: number
}

/** What a detector knows of the traffic, or of one key of it. */
export type Watch = {
  /** Number of the present window, and what has come in it. */
  window: number
  requests: number
  bytes: number
  /** Usual requests a second, and from how many windows without an attack. */
  baseline: number
  learned: number
  /** When rates became too high; -1 while they are not. */
  overSinceNs: number
  /** From when on it is scrubbed; Infinity while there is no attack. */
  scrubFromNs: number
  /** The end of the latest window with too high a rate. */
  lastOverNs: number
}

/** What a look at the end of a window has led to. */
export const NOTHING = 0
export const DETECTED = 1
export const OVER = 2

/** `baseline`: usual requests a second as known before, 0 where they are not. */
export function newWatch(window: number, baseline: number, { learnsNs, windowNs }: DetectorLimits): Watch {
  return {
    window,
    requests: 0,
    bytes: 0,
    baseline,
    learned: baseline > 0 ? Math.ceil(learnsNs / windowNs) : 0,
    overSinceNs: -1,
    scrubFromNs: Number.POSITIVE_INFINITY,
    lastOverNs: 0,
  }
}

/** Whether nothing of the past matters any more. */
export function isQuiet({ requests, bytes, overSinceNs, scrubFromNs }: Watch): boolean {
  return requests === 0 && bytes === 0 && overSinceNs < 0 && scrubFromNs === Number.POSITIVE_INFINITY
}

const NS_PER_SECOND = 1e9

/** Looks at the window that ends, and turns to the next one. */
export function endWindow(watch: Watch, limits: DetectorLimits): number {
  const { windowNs } = limits
  const endNs = (watch.window + 1) * windowNs
  const seconds = windowNs / NS_PER_SECOND
  const requests = watch.requests / seconds
  const isOver =
    requests > limits.requestsAbove ||
    watch.bytes / seconds > limits.bytesAbove ||
    (isBaselineKnown(watch, limits) && requests > limits.baselineTimes * watch.baseline)
  watch.window++
  watch.requests = 0
  watch.bytes = 0
  if (isOver) watch.lastOverNs = endNs
  return watch.scrubFromNs === Number.POSITIVE_INFINITY
    ? detect(watch, limits, { isOver, endNs, requests })
    : hold(watch, limits, endNs)
}

function detect(
  watch: Watch,
  limits: DetectorLimits,
  { isOver, endNs, requests }: { readonly isOver: boolean; readonly endNs: number; readonly requests: number },
): number {
  if (!isOver) {
    watch.overSinceNs = -1
    if (limits.baselineTimes < Number.POSITIVE_INFINITY) learn(watch, limits, requests)
    return NOTHING
  }
  if (watch.overSinceNs < 0) watch.overSinceNs = endNs - limits.windowNs
  if (endNs - watch.overSinceNs < limits.confirmNs) return NOTHING
  watch.scrubFromNs = endNs + limits.mitigationDelayNs
  return DETECTED
}

function hold(watch: Watch, limits: DetectorLimits, endNs: number): number {
  const isPast = endNs - watch.lastOverNs >= limits.holdDownNs && watch.lastOverNs < endNs
  if (!isPast && endNs < watch.scrubFromNs + limits.timeoutNs) return NOTHING
  watch.scrubFromNs = Number.POSITIVE_INFINITY
  watch.overSinceNs = -1
  return OVER
}

function isBaselineKnown({ learned, baseline }: Watch, { learnsNs, windowNs }: DetectorLimits): boolean {
  return baseline > 0 && learned * windowNs >= learnsNs
}

/** The mean of all quiet windows, and once it goes back far enough an average that forgets the oldest. */
function learn(watch: Watch, { learnsNs, windowNs }: DetectorLimits, requests: number): void {
  watch.learned++
  const weight = Math.max(1 / watch.learned, Math.min(1, windowNs / learnsNs))
  watch.baseline += weight * (requests - watch.baseline)
}
