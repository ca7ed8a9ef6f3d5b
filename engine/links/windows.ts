/** Bytes of a segment: what Ethernet's 1500 leave of IPv4 and TCP. */
const SEGMENT_BYTES = 1460

/** Idle for longer, a connection begins with its first window again. Source: RFC 5681, 4.1; RFC 6298, 2.4: RTO at least 1 s. */
export const WINDOW_IDLE_MAX_NS = 1e9

/** Segments of an answer. */
export function segmentsOf(bytes: number): number {
  return Math.ceil(bytes / SEGMENT_BYTES)
}

/**
 * Round trips that an answer needs beyond that of its request: with each acknowledged window the next is twice as
 * large. Source: RFC 5681, 3.1, slow start, with no loss and nothing that ends it.
 */
export function extraRoundTrips(segments: number, window: number): number {
  let sent = window
  let trips = 0
  for (let next = 2 * window; sent < segments; next *= 2) {
    sent += next
    trips++
  }
  return trips
}
