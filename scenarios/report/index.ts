/** The report of a run: what DESIGN §7 promises. */
export { buildReport, type ReportOptions } from "./build-report.ts"
export { reportRecorder } from "./recorder.ts"
export type * from "./report.ts"
export { type Paint, PLAIN } from "./text/paint.ts"
export { headText, queuesOf, reportText } from "./text/report-text.ts"
export { slowestLines } from "./text/slowest.ts"
