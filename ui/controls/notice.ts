import { create } from "zustand"

/** One short sentence about what was just done or could not be, shown in the status line and read out. */
export const useNotice = create<{ readonly text: string }>(() => ({ text: "" }))

/** Notices go after so many ms (chosen: time to read a sentence twice). */
const SHOWN_MS = 6_000

let timer: ReturnType<typeof setTimeout> | undefined

export function notify(text: string): void {
  clearTimeout(timer)
  useNotice.setState({ text })
  timer = setTimeout(() => useNotice.setState({ text: "" }), SHOWN_MS)
}
