import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { themeFor } from "../../../ui/themes/shown-theme.ts"
import { THEMES } from "../../../ui/themes/themes.ts"

const css = readFileSync(new URL("../../../ui/themes/tokens.css", import.meta.url), "utf8")

/** Colours of a theme's block, as 0 to 255 for red, green and blue. */
function tokensOf(theme: string): ReadonlyMap<string, readonly number[]> {
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? ""
  const colours = [...block.matchAll(/--([a-z0-9-]+): #([0-9a-f]{6});/g)]
  return new Map(
    colours.map(([, name = "", hex = ""]) => [name, [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))]),
  )
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: readonly number[], b: readonly number[]): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const GROUNDS = ["canvas", "surface", "raised", "sunken"]
const TEXTS = ["ink", "muted", "accent-text", "danger", "warning"]
const GRAPHICS = [
  ...["accent", "line-strong", "faint", "focus", "queue", "busy"],
  ...["ok", "error", "late", "refused", "lost", "cancelled", "open"].map((outcome) => `outcome-${outcome}`),
]
const SHOWN = THEMES.filter((theme) => theme !== "auto")

test("the measure is WCAG's", () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 6)
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2)
})

describe.each(SHOWN)("%s", (theme) => {
  const tokens = tokensOf(theme)
  const colour = (name: string) => {
    const found = tokens.get(name)
    if (found === undefined) throw new Error(`${theme} has no --${name}`)
    return found
  }
  const tooFaint = (names: readonly string[], grounds: readonly string[], least: number) =>
    names.flatMap((name) =>
      grounds
        .filter((ground) => contrast(colour(name), colour(ground)) < least)
        .map((ground) => `${name} on ${ground}: ${contrast(colour(name), colour(ground)).toFixed(2)}`),
    )

  test("texts reach AA, on what is selected too; AAA where contrast was asked for", () => {
    const least = theme === "contrast" || theme === "projector" ? 7 : 4.5
    expect(tooFaint(TEXTS, GROUNDS, least)).toEqual([])
    expect(tooFaint(["ink", "muted"], ["selection"], 4.5)).toEqual([])
  })

  test("graphics and edges of controls reach 3:1 on what they are drawn on", () => {
    expect(tooFaint(GRAPHICS, ["canvas", "surface", "raised"], 3)).toEqual([])
    expect(
      tooFaint(
        [0, 1, 2, 3, 4].map((step) => `latency-${step}`),
        ["canvas"],
        3,
      ),
    ).toEqual([])
  })

  test("the accent is no outcome's colour", () => {
    const outcomes = GRAPHICS.filter((name) => name.startsWith("outcome-"))
    const distance = (name: string) =>
      Math.max(...colour(name).map((part, at) => Math.abs(part - (colour("accent")[at] ?? 0))))
    expect(outcomes.filter((name) => distance(name) < 24)).toEqual([])
  })
})

test("every theme has the same tokens", () => {
  const names = SHOWN.map((theme) => [...tokensOf(theme).keys()].sort())
  for (const each of names) expect(each).toEqual(names[0])
})

test("a projector's texts have 24 px at least", () => {
  const block = /\[data-theme="projector"\] \{([^}]*)\}/.exec(css)?.[1] ?? ""
  const sizes = [...block.matchAll(/--text-\w+: (\d+)px/g)].map(([, size]) => Number(size))
  expect(sizes).toHaveLength(4)
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24)
})

test.each([
  ["auto", false, false, "light"],
  ["auto", true, false, "dark"],
  ["auto", true, true, "contrast"],
  ["light", true, true, "light"],
  ["projector", false, false, "projector"],
] as const)("%s with dark %s and contrast %s is %s", (name, dark, more, shown) => {
  expect(themeFor(name, { dark, contrast: more })).toBe(shown)
})
