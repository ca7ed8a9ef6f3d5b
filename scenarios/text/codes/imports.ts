import type { CodeEntry } from "./entry.ts"

/** What can be said about a file of another product that `orrery import` reads. */
export const importCodes = {
  "E-not-imported": {
    title: "Something that cannot be imported",
    explanation:
      "The file says something that Orrery has no model of, and without it the rest would mean something else. Nothing is written; take it out of the file, or say it in words that are read (docs/import.md).",
    example: { wrong: 'paths: ["~/users/\\\\d+"]', right: "paths: [/users]" },
  },
  "W-not-imported": {
    title: "Something that was left out",
    explanation: "The file says something that Orrery has no model of. The scenario was made without it.",
  },
  "W-assumed": {
    title: "A number that the file does not state",
    explanation:
      "A scenario needs it, the file cannot know it, so a placeholder stands there. Put in what you measured before you trust a result.",
  },
  "W-would-be-refused": {
    title: "A file that its own product would refuse",
    explanation:
      "Kong takes no declarative file without `_format_version`, Consul no YAML. It was read all the same; with --strict it is an error.",
    example: { wrong: "services: []", right: '_format_version: "3.0"' },
  },
} as const satisfies Record<string, CodeEntry>
