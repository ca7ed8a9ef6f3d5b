import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { root } from "./project.mjs"

const options = {
  loader: "ts",
  target: "node20.19",
  // Above all, fields are assigned and not defined.
  tsconfigRaw: readFileSync(join(root, "tsconfig.base.json"), "utf8"),
  sourcemap: "external",
}

/** What esbuild's `transform` and `transformSync` take for the TypeScript file of a URL: its text, and how to read it. */
export function sourceOf(url) {
  const path = fileURLToPath(url)
  return [readFileSync(path, "utf8"), { ...options, sourcefile: path }]
}
