import { entryOf, type LibraryEntry } from "./entries.ts"

/** Every scenario of the library, as text. In a chunk of its own: it is read when the gallery or the palette opens. */
const TEXTS: Readonly<Record<string, string>> = import.meta.glob("../../scenarios/library/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
})

export const LIBRARY: readonly LibraryEntry[] = Object.entries(TEXTS)
  .map(([path, text]) => entryOf(path.replace(/^.*\/|\.yaml$/g, ""), text))
  .sort((a, b) => (a.name < b.name ? -1 : 1))
