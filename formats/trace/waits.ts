import type { Row, SpanTable } from "../../engine/index.ts"

/** What a call waited for, in ns, by name. What it did not wait for is left out: most calls wait for nothing. */
export function waitsOf(spans: SpanTable, row: Row): readonly (readonly [name: string, ns: number])[] {
  const all = [
    ["queue", spans.queue(row)],
    ["network", spans.network(row)],
    ["backoff", spans.backoff(row)],
    ["pool", spans.pool(row)],
  ] as const
  return all.filter(([, ns]) => ns > 0)
}
