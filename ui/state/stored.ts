/** What the browser keeps for this page: how things are laid out, never what is simulated. It may refuse to. */

const PREFIX = "orrery."

/** Null where nothing is kept, or nothing may be. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key)
  } catch {
    return null
  }
}

export function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value)
  } catch {
    // Full, or forbidden: then it is as new at the next visit.
  }
}
