import * as z from "zod"
import "../../components/kit/zod-config.ts"

const NS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 }

/** Nanoseconds of a duration as Go writes it: `10s`, `1m30s`, `1.5h`; undefined where the text is none. */
export function parseGoDuration(text: string): number | undefined {
  if (text === "0") return 0
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined
  let sum = 0
  for (const [, amount, unit = ""] of text.matchAll(/([\d.]+)([a-zµ]+)/g)) sum += Number(amount) * (NS[unit] ?? 0)
  return Math.round(sum)
}

/** A duration in ns; a bare number is one of ns, as in Consul's API. */
export const goDuration = () =>
  z.union([z.string(), z.number()]).transform((input, context) => {
    const ns = typeof input === "number" ? input : parseGoDuration(input)
    if (ns !== undefined && ns >= 0) return ns
    const message = `expected a duration such as 10s or 1m30s, found ${JSON.stringify(input)}`
    context.addIssue({ code: "custom", message })
    return z.NEVER
  })

/** As a scenario writes it. */
export function durationText(ns: number): string {
  const [unit, size] = [["s", 1e9] as const, ["ms", 1e6] as const, ["us", 1e3] as const].find(
    ([, one]) => ns % one === 0,
  ) ?? ["ns", 1]
  return `${ns / size}${unit}`
}
