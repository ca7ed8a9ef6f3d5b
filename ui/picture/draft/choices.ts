export interface Choice {
  readonly id: string
  readonly title: string
  /** In a few words what it is. */
  readonly more: string
  readonly group: string
}

/** Those that have every word, first those whose title begins with the first. */
export function filtered(choices: readonly Choice[], typed: string): readonly Choice[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const [first = ""] = words
  const has = ({ id, title, more, group }: Choice) => {
    const text = `${id} ${title} ${more} ${group}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
  const rank = ({ id, title }: Choice) =>
    title.toLowerCase().startsWith(first) || id.startsWith(first) ? 0 : title.toLowerCase().includes(first) ? 1 : 2
  return choices.filter(has).toSorted((a, b) => rank(a) - rank(b))
}
