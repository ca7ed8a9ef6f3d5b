import { type RefObject, useEffect, useState } from "react"

export interface ElementSize {
  /** In CSS pixels. */
  readonly width: number
  readonly height: number
  /** Of its text. */
  readonly textPx: number
}

/** The size of an element's content box and of its text, as it changes. */
export function useElementSize(target: RefObject<HTMLElement | null>): ElementSize {
  const [size, setSize] = useState<ElementSize>({ width: 0, height: 0, textPx: 12 })
  useEffect(() => {
    const element = target.current
    if (element === null) return
    const observer = new ResizeObserver(() => {
      const textPx = Number.parseFloat(getComputedStyle(element).fontSize)
      setSize({ width: element.clientWidth, height: element.clientHeight, textPx })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [target])
  return size
}
