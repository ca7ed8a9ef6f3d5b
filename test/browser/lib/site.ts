import { spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import type { Server } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { serveFolder } from "../../../cli/lib/serve-folder.ts"

export const root = fileURLToPath(new URL("../../..", import.meta.url))
export const onePage = join(root, "dist", "orrery.html")

/** Builds dist/ui and dist/orrery.html where they are older than their sources. */
export function buildUi(): void {
  const url = new URL("../../../scripts/lib/ensure-build.mjs", import.meta.url).href
  const code = `import(${JSON.stringify(url)}).then((m) => m.ensureUi())`
  const { status, stderr } = spawnSync(process.execPath, ["-e", code], { encoding: "utf8", cwd: root })
  if (status !== 0) throw new Error(`the playground was not built: ${stderr}`)
}

/** Where the site is served: below a path, as on a page of somebody's project. */
export interface Site {
  readonly url: string
  close(): void
}

/** Serves a copy: somebody may build another meanwhile. */
export async function serveSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "orrery-site-"))
  cpSync(join(root, "dist", "ui"), join(folder, "play"), { recursive: true })
  const server: Server = await serveFolder(folder, new Map(), 0)
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  const close = () => {
    server.close()
    server.closeAllConnections()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: `http://127.0.0.1:${port}/play/`, close }
}
