import { existsSync, readFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { type EmbeddedRun, embedRun } from "../../formats/html/embed.ts"
import { INTERNAL } from "./exit-codes.ts"
import { writeWhole } from "./output.ts"
import { checkWritable } from "./recording.ts"
import { UserError } from "./user-error.ts"

/** The folder of the static site, `dist/ui`. Throws a UserError where it was not built. */
export function siteFolder(): string {
  return join(distFolder(join("ui", "index.html")), "ui")
}

/** Checks what `--html` asks for before anything is run. Throws a UserError where it will not do. */
export function checkHtml({ html }: { readonly html?: string }, paths: readonly string[]): void {
  if (html === undefined) return
  if (paths.length > 1) throw new UserError("--html takes the run of one scenario")
  if (paths.some((path) => resolve(path) === resolve(html))) throw new UserError(`${html} is the scenario itself`)
  checkWritable(html)
  onePage()
}

/** Writes a page that plays a run. */
export function writePage(path: string, run: EmbeddedRun): void {
  try {
    writeWhole(path, embedRun(onePage(), run))
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error)
    throw new UserError(`${path} cannot be written: ${code}`, INTERNAL)
  }
}

/** The page that has everything inside. Throws a UserError where it was not built. */
function onePage(): string {
  return readFileSync(join(distFolder("orrery.html"), "orrery.html"), "utf8")
}

/** The nearest folder `dist` that holds such a file, upwards from where this runs. */
function distFolder(file: string): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, "dist", file))) {
    const above = dirname(folder)
    if (above === folder) throw new UserError(`there is no dist/${file} here: build it by npm run build`)
    folder = above
  }
  return join(folder, "dist")
}
