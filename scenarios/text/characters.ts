/** Control characters that YAML does not allow, and that a terminal may obey: all but tab and line ends. */
export function isControl(code: number): boolean {
  if (code === 0x09 || code === 0x0a || code === 0x0d) return false
  return code < 0x20 || code === 0x7f || code === 0xfffe || code === 0xffff
}

/** Invisible characters that change how the rest of a line looks: C1 controls, line and paragraph marks, directions. */
function isDisguise(code: number): boolean {
  const isDirection = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
  return (code >= 0x80 && code <= 0x9f) || code === 0x2028 || code === 0x2029 || code === 0xfeff || isDirection
}

/** The text for a terminal: tabs and line ends as spaces, everything that does not show as a dot, same length. */
export function printable(text: string): string {
  let shown = ""
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const isSpace = code === 0x09 || code === 0x0a || code === 0x0d
    shown += isSpace ? " " : isControl(code) || isDisguise(code) ? "·" : text.charAt(at)
  }
  return shown
}
