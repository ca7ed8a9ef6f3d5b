import { readFileSync } from "node:fs"
import type { Server } from "node:http"
import { join } from "node:path"
import { embedRun } from "../../formats/html/embed.ts"
import { embeddedScenario } from "../lib/embedded.ts"
import { INVALID, OK } from "../lib/exit-codes.ts"
import { loadScenario, showProblems } from "../lib/load-scenario.ts"
import { openBrowser } from "../lib/open-browser.ts"
import { print, say } from "../lib/output.ts"
import { siteFolder } from "../lib/page.ts"
import { serveFolder } from "../lib/serve-folder.ts"
import { readSetting } from "../lib/settings.ts"
import { UserError } from "../lib/user-error.ts"

export interface UiOptions {
  readonly seed?: string
  readonly set: readonly string[]
  readonly port: string
  readonly open: boolean
  readonly color: boolean
}

/** Serves the playground on this machine until Ctrl-C, opened on a scenario where one is named. */
export async function ui(path: string | undefined, options: UiOptions): Promise<number> {
  const folder = siteFolder()
  const pages = new Map<string, string>()
  if (path !== undefined) {
    const loaded = loadScenario(path, options.set.map(readSetting))
    showProblems(loaded, options.color)
    if (loaded.plan === undefined) return INVALID
    const page = readFileSync(join(folder, "index.html"), "utf8")
    pages.set("/index.html", embedRun(page, embeddedScenario(loaded, loaded.plan, options.seed)))
  }
  const server = await listen(folder, pages, options.port)
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : options.port}/`
  print(url)
  say("Ctrl-C ends it.")
  if (options.open) openBrowser(url)
  await interrupted()
  server.close()
  server.closeAllConnections()
  return OK
}

async function listen(folder: string, pages: ReadonlyMap<string, string>, port: string): Promise<Server> {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new UserError(`--port wants 0 to 65535, found "${port}"`)
  try {
    return await serveFolder(folder, pages, Number(port))
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error)
    throw new UserError(`port ${port} cannot be used: ${code}`)
  }
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve())
    process.once("SIGTERM", () => resolve())
  })
}
