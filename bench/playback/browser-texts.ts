/** Eight services in a row, 1000 requests a second: 25 events a request. */
export function relay(seconds: number): string {
  const stages = [...Array(STAGES).keys()]
  const lines = (line: (stage: number) => string) => stages.map((stage) => `  ${line(stage)}`).join("\n")
  const calls = (stage: number) => (stage + 1 < STAGES ? `, { call: stage${stage + 1}.serve }` : "")
  return `
name: relay
run: { duration: ${seconds}s }
components:
  shop: { kind: client }
${lines((i) => `stage${i}: { kind: service, concurrency: 256, operations: { serve: [{ work: exponential 5ms }${calls(i)}] } }`)}
load:
  shop: { open: poisson ${REQUESTS_PER_SECOND}/s, to: stage0 }
links:
  "shop -> stage0": { latency: 1ms }
${lines((i) => (i === 0 ? "# A call takes a moment in either direction." : `"stage${i - 1} -> stage${i}": { latency: 1ms }`))}
`
}

const STAGES = 8
export const REQUESTS_PER_SECOND = 1_000
/** Of `relay`, as it is measured. */
export const EVENTS_PER_REQUEST = 25
