/** What the gallery says of a scenario before it is opened. */
export interface LibraryEntry {
  /** Of its file. */
  readonly name: string
  readonly question: string
  /** Kinds of its components in the order of the alphabet. */
  readonly kinds: readonly string[]
  readonly text: string
}

/** Read with a pattern, since YAML's parser is in the workers only: the library's own files are written so. */
export function entryOf(name: string, text: string): LibraryEntry {
  const question = /^question:\s*(.*)$/m.exec(text)?.[1]?.trim() ?? ""
  const kinds = new Set([...text.matchAll(/\bkind:\s*([a-z][a-z0-9-]*)/g)].map(([, kind]) => kind ?? ""))
  return { name, question: question.replace(/^(["'])(.*)\1$/, "$2"), kinds: [...kinds].sort(), text }
}

/** Entries all of whose words are somewhere in the name, the question or the kinds. */
export function findEntries(entries: readonly LibraryEntry[], typed: string): readonly LibraryEntry[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "")
  return entries.filter(({ name, question, kinds }) => {
    const all = `${name} ${question} ${kinds.join(" ")}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
}
