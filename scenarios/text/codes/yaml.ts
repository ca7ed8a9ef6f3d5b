import type { CodeEntry } from "./entry.ts"

/** What can be wrong with a text before anything in it is read. */
export const yamlCodes = {
  "E-yaml-syntax": {
    title: "Not YAML",
    explanation:
      "The text breaks the rules of YAML 1.2 (JSON is accepted too). Usual causes: an unclosed bracket or quote, uneven indentation, an unquoted text with a colon and a space in it.",
    example: { wrong: "question: What: now?", right: 'question: "What: now?"' },
  },
  "E-yaml-tab": {
    title: "A tab where spaces are needed",
    explanation: "YAML indents with spaces only.",
  },
  "E-yaml-alias": {
    title: "An alias that leads nowhere or back to itself",
    explanation:
      "An alias (*name) repeats what an anchor (&name) before it marked. It must not stand inside its own anchor.",
  },
  "E-yaml-tag": {
    title: "A tag",
    explanation:
      "Tags (!name, !!type) are not used: the field decides the type. Put a text in quotes where it would be read as a number.",
    example: { wrong: "seed: !!str 42", right: 'seed: "42"' },
  },
  "E-yaml-directive": {
    title: "A directive",
    explanation:
      "Lines that start with % could change the version of YAML in the middle of a run; scenarios are always YAML 1.2.",
  },
  "E-yaml-documents": {
    title: "More than one document",
    explanation:
      "A file holds one scenario. Put the second one, after the line with ---, into its own file; `extends` shares what they have in common.",
  },
  "E-text-control": {
    title: "A control character",
    explanation:
      "The text contains a character that no editor shows, often from a binary file or a wrong encoding. Scenarios are UTF-8.",
  },
  "E-limit-size": {
    title: "The document is too large",
    explanation: "A document may have 1,048,576 characters. Put samples and traces into files of their own.",
  },
  "E-limit-depth": {
    title: "The document is nested too deeply",
    explanation: "Mappings and lists may stand inside each other 64 deep.",
  },
  "E-limit-entries": {
    title: "The document has too many entries",
    explanation:
      "All mappings and lists together may have 50,000 members, after aliases are followed. Use replicas and globs rather than copies.",
  },
  "E-limit-aliases": {
    title: "Too many aliases",
    explanation: "A document may have 100 anchors and 100 aliases. A few lines of them can stand for billions.",
  },
} as const satisfies Record<string, CodeEntry>
