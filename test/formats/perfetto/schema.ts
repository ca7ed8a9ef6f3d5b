import * as z from "zod"

/** The rules of the format for what we write, from "Trace Event Format" (Chromium) and Perfetto's importer. */
const id = z.int().min(1).max(4_294_967_295)
const micros = z.number().min(0)
const thread = { pid: id, tid: id }

const slice = z.strictObject({
  ph: z.literal("X"),
  name: z.string().min(1),
  cat: z.string(),
  ts: micros,
  ...thread,
  dur: micros,
  args: z.strictObject({
    span: z.int(),
    request: z.int(),
    parent: z.int().optional(),
    outcome: z.string(),
    attempt: z.int().min(0).max(15),
    queueNs: z.int().optional(),
    networkNs: z.int().optional(),
    backoffNs: z.int().optional(),
    poolNs: z.int().optional(),
  }),
})
const flow = { name: z.literal("call"), cat: z.literal("call"), id: z.int(), ts: micros, ...thread }
const flowStart = z.strictObject({ ph: z.literal("s"), ...flow })
const flowEnd = z.strictObject({ ph: z.literal("f"), bp: z.literal("e"), ...flow })
const counter = z.strictObject({
  ph: z.literal("C"),
  name: z.string().min(1),
  ts: micros,
  pid: id,
  args: z.record(z.string(), z.int()),
})
const named = z.strictObject({ name: z.string().min(1) })
const sorted = z.strictObject({ sort_index: z.int() })
const meta = z.discriminatedUnion("name", [
  z.strictObject({ ph: z.literal("M"), name: z.literal("process_name"), pid: id, args: named }),
  z.strictObject({ ph: z.literal("M"), name: z.literal("process_sort_index"), pid: id, args: sorted }),
  z.strictObject({ ph: z.literal("M"), name: z.literal("thread_name"), ...thread, args: named }),
  z.strictObject({ ph: z.literal("M"), name: z.literal("thread_sort_index"), ...thread, args: sorted }),
])

export const traceFile = z.strictObject({
  displayTimeUnit: z.enum(["ns", "ms"]),
  otherData: z.record(z.string(), z.string()),
  traceEvents: z.array(z.discriminatedUnion("ph", [slice, flowStart, flowEnd, counter, meta])),
})

export type TraceEvent = z.infer<typeof traceFile>["traceEvents"][number]
export type Slice = z.infer<typeof slice>
export type Counter = z.infer<typeof counter>

/** As Perfetto reads a time: µs to the nearest ns. */
export function nanos(micros: number): number {
  return Math.round(micros * 1_000)
}
