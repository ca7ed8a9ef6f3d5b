import { transform } from "esbuild"
import { sourceOf } from "./typescript.mjs"

/** Node's hook for what a module consists of (`module.register`). */
export async function load(url, context, nextLoad) {
  if (!url.endsWith(".ts")) return nextLoad(url, context)
  const { code } = await transform(...sourceOf(url))
  return { format: "module", source: code, shortCircuit: true }
}
