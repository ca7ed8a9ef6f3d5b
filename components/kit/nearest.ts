/** Longer texts are no slips of the finger, and comparing them costs their product (chosen). */
const lengthMax = 64

/**
 * The name that was probably meant: the nearest by optimal string alignment distance (insertion, deletion,
 * substitution, swap of neighbours), case counting little. Undefined where nothing is near.
 * The first of equally near names wins, so the answer does not depend on anything but the order given.
 */
export function nearest(found: string, names: Iterable<string>): string | undefined {
  if (found.length === 0 || found.length > lengthMax) return undefined
  let best: string | undefined
  let bestDistance = Infinity
  for (const name of names) {
    const distance = name.length > lengthMax ? Infinity : distanceIgnoringCase(found, name)
    if (distance < bestDistance && distance <= allowedDistance(found, name)) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** A third of the longer name may be wrong, at least one letter (chosen: `latecy` and `work` must not meet). */
function allowedDistance(found: string, name: string): number {
  return Math.max(1, Math.floor(Math.max(found.length, name.length) / 3))
}

/** A difference in case alone counts a tenth of a letter, so the exact spelling still wins. */
function distanceIgnoringCase(found: string, name: string): number {
  const exact = editDistance(found, name)
  if (exact === 0) return 0
  return Math.min(exact, editDistance(found.toLowerCase(), name.toLowerCase()) + 0.1)
}

/** Damerau–Levenshtein in its restricted form (no substring is edited twice): the number of edits. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) cost = Math.min(cost, at(beforeLast, j - 2) + 1)
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}
