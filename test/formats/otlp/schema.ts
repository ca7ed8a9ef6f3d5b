import * as z from "zod"

/**
 * OTLP/JSON as its specification ("JSON Protobuf Encoding") and trace.proto have it, for what we write: names in lower
 * camel case, ids as hexadecimal text of 16 and 8 bytes and never all zeros, enums as numbers, 64-bit integers as texts.
 */
const traceId = z.string().regex(/^(?!0+$)[0-9a-f]{32}$/)
const spanId = z.string().regex(/^(?!0+$)[0-9a-f]{16}$/)
const integer = z.string().regex(/^(0|-?[1-9]\d{0,18})$/)
const unixNanos = z.string().regex(/^(0|[1-9]\d{0,18})$/)

const attribute = z.strictObject({
  key: z.string().min(1),
  value: z.union([z.strictObject({ stringValue: z.string() }), z.strictObject({ intValue: integer })]),
})
const attributes = z
  .array(attribute)
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, "keys of attributes must be unique")

const span = z.strictObject({
  traceId,
  spanId,
  parentSpanId: spanId.optional(),
  name: z.string().min(1),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: unixNanos,
  endTimeUnixNano: unixNanos,
  attributes,
  status: z.strictObject({ message: z.string().optional(), code: z.int().min(0).max(2) }),
})

const scopeSpans = z.strictObject({
  scope: z.strictObject({ name: z.string(), version: z.string() }),
  spans: z.array(span).min(1),
})

export const tracesData = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({ resource: z.strictObject({ attributes }), scopeSpans: z.array(scopeSpans).min(1) }),
  ),
})

export type OtlpSpan = z.infer<typeof span>

/** Attributes by key; whole numbers as numbers. */
export function valuesOf(list: z.infer<typeof attributes>): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    list.map(({ key, value }) => [key, "intValue" in value ? Number(value.intValue) : value.stringValue]),
  )
}
