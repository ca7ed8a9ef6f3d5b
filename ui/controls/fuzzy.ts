/**
 * How well a text answers what was typed, 0 for not at all: all of its letters are in the text in their order. Beginnings
 * of words and letters in a row count more, and short texts more than long ones.
 */
export function fuzzyScore(typed: string, text: string): number {
  const wanted = typed.toLowerCase().replace(/\s+/g, "")
  const letters = text.toLowerCase()
  if (wanted === "") return 1
  const whole = letters.indexOf(typed.toLowerCase().trim())
  if (whole >= 0) return 100 + (isWordStart(letters, whole) ? 50 : 0) + 20 / (1 + letters.length)
  let score = 0
  let at = -1
  for (let typedTo = 0; typedTo < wanted.length; typedTo++) {
    const next = bestPlace(letters, wanted.slice(typedTo), at + 1)
    if (next < 0) return 0
    score += next === at + 1 ? 3 : isWordStart(letters, next) ? 2 : 0.25
    at = next
  }
  return score / wanted.length + 1 / (1 + letters.length)
}

/** Of a list, what answers, the best first and what is equally good as it was. */
export function fuzzyFilter<T>(items: readonly T[], typed: string, textOf: (item: T) => string): readonly T[] {
  return items
    .map((item, index) => ({ item, index, score: fuzzyScore(typed, textOf(item)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ item }) => item)
}

/** The next place of the first of these letters; where it begins a word later on and the others follow still, that. */
function bestPlace(letters: string, wanted: string, from: number): number {
  const letter = wanted.charAt(0)
  const first = letters.indexOf(letter, from)
  if (first === from || first < 0 || isWordStart(letters, first)) return first
  for (let at = first; at >= 0; at = letters.indexOf(letter, at + 1)) {
    if (isWordStart(letters, at) && hasAll(letters, wanted, at)) return at
  }
  return first
}

function hasAll(letters: string, wanted: string, from: number): boolean {
  let at = from - 1
  for (const letter of wanted) {
    at = letters.indexOf(letter, at + 1)
    if (at < 0) return false
  }
  return true
}

function isWordStart(letters: string, at: number): boolean {
  return at === 0 || !/[a-z0-9]/.test(letters[at - 1] ?? "")
}
