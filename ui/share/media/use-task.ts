import { useEffect, useRef, useState } from "react"

/** Something that takes its time and can be given up. */
export interface Task {
  readonly isBusy: boolean
  /** In the words of whoever failed; empty where nothing did. */
  readonly failure: string
  /** Begins; what was begun before is given up. */
  readonly begin: (work: (signal: AbortSignal) => Promise<void>) => void
  readonly cancel: () => void
}

/** Given up too when the component goes. */
export function useTask(): Task {
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState("")
  const controller = useRef<AbortController | null>(null)
  useEffect(() => () => controller.current?.abort(), [])
  const begin = (work: (signal: AbortSignal) => Promise<void>) => {
    controller.current?.abort()
    const mine = new AbortController()
    controller.current = mine
    setFailure("")
    setIsBusy(true)
    const end = (message: string) => {
      if (controller.current !== mine) return
      setFailure(message)
      setIsBusy(false)
    }
    work(mine.signal).then(
      () => end(""),
      (error: unknown) => end(error instanceof Error ? error.message : String(error)),
    )
  }
  return { isBusy, failure, begin, cancel: () => controller.current?.abort() }
}
