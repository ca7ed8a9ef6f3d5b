import { readFileSync, writeFileSync } from "node:fs"
import { expect } from "vitest"

/** Compares a text with the one in a file, which `npm run golden` writes anew. */
export function expectGolden(text: string, file: URL): void {
  if (process.env.ORRERY_GOLDEN === "write") writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, "utf8"))
}
