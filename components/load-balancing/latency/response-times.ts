/** Milliseconds a nginx peer counts as at most. */
const slowestMs = 5000

/** Response times are told apart in steps of so many milliseconds. */
const stepMs = 20

/** nginx's average of whole milliseconds: 5 % of the new one, rounded; the first is taken as it is. */
export function averageMs(average: number, sampleMs: number): number {
  return average === 0 ? sampleMs : Math.trunc(0.5 + 0.05 * sampleMs + 0.95 * average)
}

/**
 * What nginx expects a peer to take for its open calls and one more, in ms: its response time in steps of 20 ms, so
 * that peers of about the same speed take turns, times the calls. Source: nginx, ngx_http_upstream_least_time_module.c.
 */
export function estimatedMs(responseMs: number, calls: number): number {
  const time = responseMs > slowestMs ? slowestMs : responseMs + stepMs - (responseMs % stepMs)
  return time * (1 + calls)
}

/** A response time halved for each whole period that nobody looked at the peer anew: it gets another chance. */
export function afterIdling(responseMs: number, idleSeconds: number, periodSeconds: number): number {
  if (idleSeconds <= periodSeconds) return responseMs
  let time = responseMs
  for (let left = Math.floor(idleSeconds / (periodSeconds + 1)); left > 0 && time > 0; left--) {
    time = Math.floor(time / 2)
  }
  return time
}
