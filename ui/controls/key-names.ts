/** How a key of tinykeys' notation is written on a sheet of keys: one text a cap. */
export function keyNames(keys: string, isMac: boolean): readonly string[] {
  return withoutOptional(keys).map((key) => {
    if (key === "$mod") return isMac ? "⌘" : "Ctrl"
    if (key === "Shift") return isMac ? "⇧" : "Shift"
    return NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  })
}

/** For `aria-keyshortcuts`. */
export function ariaKeys(keys: readonly string[], isMac: boolean): string | undefined {
  if (keys.length === 0) return undefined
  const one = (key: string) => ARIA_NAMES[key] ?? (key === "$mod" ? (isMac ? "Meta" : "Control") : key)
  return keys.map((key) => withoutOptional(key).map(one).join("+")).join(" ")
}

export function isMacPlatform(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform)
}

/** A modifier in brackets may be pressed or not, as the keyboard needs it. */
function withoutOptional(keys: string): readonly string[] {
  return keys.split(/(?<=\w|\])\+/).filter((key) => !key.startsWith("["))
}

const ARIA_NAMES: Readonly<Record<string, string>> = { Period: ".", Comma: ",", "+": "Plus" }

const NAMES: Readonly<Record<string, string>> = {
  Period: ".",
  Comma: ",",
  Escape: "Esc",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  "-": "−",
  "=": "+",
}
