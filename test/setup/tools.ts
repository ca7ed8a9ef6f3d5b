import { existsSync, readFileSync } from "node:fs"
import { z } from "zod"

/** A program that only some machines have: where it is, or why a test that wants it is skipped. */
export type Tool = { readonly path: string } | { readonly skipped: string }

const tool = z.union([z.strictObject({ path: z.string() }), z.strictObject({ skipped: z.string() })])
const toolsFile = z.strictObject({ chromium: tool, firefox: tool, node24: tool })
export type ToolName = keyof z.infer<typeof toolsFile>

/** Looks the tool up in what `npm test` found and installed (scripts/test.mjs writes the file). */
export function findTool(name: ToolName, file = ".cache/tools.json"): Tool {
  if (!existsSync(file)) return { skipped: `${name} has not been looked for, run npm test once` }
  return toolsFile.parse(JSON.parse(readFileSync(file, "utf8")))[name]
}
