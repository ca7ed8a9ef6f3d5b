import { useEffect } from "react"
import { create } from "zustand"
import { usePage } from "../state/page.ts"
import { readStored, writeStored } from "../state/stored.ts"
import { THEMES, type ThemeName } from "./themes.ts"

export type ShownTheme = Exclude<ThemeName, "auto">

/** The theme on the screen, and a number that grows with each change: what is drawn by hand is drawn again then. */
export const useShownTheme = create<{ readonly theme: ShownTheme; readonly version: number }>(() => ({
  theme: "light",
  version: 0,
}))

/** What "auto" is, given what the person's system asks for. */
export function themeFor(name: ThemeName, prefers: { readonly dark: boolean; readonly contrast: boolean }): ShownTheme {
  if (name !== "auto") return name
  if (prefers.contrast) return "contrast"
  return prefers.dark ? "dark" : "light"
}

export function isThemeName(text: unknown): text is ThemeName {
  return THEMES.some((name) => name === text)
}

/** The theme that was chosen at an earlier visit. */
export function storedTheme(): ThemeName {
  const kept = readStored("theme")
  return isThemeName(kept) ? kept : "auto"
}

export function chooseTheme(theme: ThemeName): void {
  usePage.setState({ theme })
  writeStored("theme", theme)
}

/** Puts the page's theme on its root element, and follows the system where it is "auto". */
export function useThemeOnPage(): void {
  const name = usePage(({ theme }) => theme)
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)")
    const contrast = matchMedia("(prefers-contrast: more)")
    const apply = () => {
      const theme = themeFor(name, { dark: dark.matches, contrast: contrast.matches })
      document.documentElement.dataset.theme = theme
      useShownTheme.setState(({ version }) => ({ theme, version: version + 1 }))
    }
    apply()
    for (const query of [dark, contrast]) query.addEventListener("change", apply)
    return () => {
      for (const query of [dark, contrast]) query.removeEventListener("change", apply)
    }
  }, [name])
}
