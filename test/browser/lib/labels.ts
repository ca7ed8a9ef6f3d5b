import type { Page } from "playwright-core"

interface Label {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Overlaps of a pixel are a matter of rounding. */
const ROUNDING_PX = 1

/** Pairs of labels that are seen and overlap, in words. */
export async function overlapsOf(page: Page, selector: string): Promise<readonly string[]> {
  const labels: readonly Label[] = await page.evaluate(seenLabels(selector))
  const seen = labels.filter(({ left, right, top, bottom }) => right > left && bottom > top)
  return seen.flatMap((one, index) =>
    seen.slice(index + 1).flatMap((other) => {
      const width = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
      const isOver = width > ROUNDING_PX && height > ROUNDING_PX
      return isOver ? [`"${one.text}" and "${other.text}" by ${width.toFixed(0)} x ${height.toFixed(0)}`] : []
    }),
  )
}

/** Runs in the page, so it is a text: this project knows no browser's types. */
function seenLabels(selector: string): string {
  return `[...document.querySelectorAll(${JSON.stringify(selector)})]
    .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .map((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect()
      return { text: element.textContent ?? "", left, top, right, bottom }
    })`
}
