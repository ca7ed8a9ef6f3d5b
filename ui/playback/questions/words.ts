import { durationText } from "../../../scenarios/report/text/numbers.ts"
import type { PathKind } from "./critical-walk.ts"

/** A stretch of a critical path in words: "waiting for a connection to pg". `name` is undefined where nobody was reached. */
export function pathWords(kind: PathKind, name: string | undefined): string {
  const callee = name ?? "a callee that was never reached"
  switch (kind) {
    case "network":
      return `the network to and from ${callee}`
    case "pool":
      return `waiting for a connection to ${callee}`
    case "queue":
      return `waiting in line at ${callee}`
    case "backoff":
      return `waiting to try ${callee} again`
    case "service":
      return `work at ${callee}`
    case "unanswered":
      return `waiting in vain for an answer from ${callee}`
  }
}

/** `412 ms` */
export function nsText(ns: number): string {
  return durationText(ns / 1e6)
}

/** `61 %`, in whole ones. */
export function shareText(share: number): string {
  if (share > 0 && share < 0.005) return "under 1 %"
  if (share < 1 && share > 0.995) return "over 99 %"
  return `${Math.round(share * 100)} %`
}

/** `8.2 times` */
export function timesText(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(1) : Math.round(ratio)} times`
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
