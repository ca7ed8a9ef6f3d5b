import { createReadStream, statSync } from "node:fs"
import { createServer, type Server, type ServerResponse } from "node:http"
import { extname, join, normalize, sep } from "node:path"

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
}

/** Serves the files of a folder on the loopback interface, and nothing outside it. `pages` stand in for files by their path. */
export function serveFolder(folder: string, pages: ReadonlyMap<string, string>, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const path = pathOf(request.url ?? "/")
    const page = pages.get(path)
    if (request.method !== "GET" && request.method !== "HEAD") refuse(response, 405)
    else if (page !== undefined) response.setHeader("content-type", "text/html; charset=utf-8").end(page)
    else sendFile(join(folder, normalize(path)), folder, response)
  })
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, "127.0.0.1", () => resolve(server))
  })
}

function pathOf(url: string): string {
  try {
    const { pathname } = new URL(url, "http://localhost")
    const path = decodeURIComponent(pathname)
    return path.endsWith("/") ? `${path}index.html` : path
  } catch {
    return "/index.html"
  }
}

function sendFile(path: string, folder: string, response: ServerResponse): void {
  const isBelow = path.startsWith(`${folder}${sep}`)
  if (!isBelow || !(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)) {
    refuse(response, 404)
    return
  }
  response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream")
  createReadStream(path)
    .on("error", () => refuse(response, 404))
    .pipe(response)
}

function refuse(response: ServerResponse, status: number): void {
  response.statusCode = status
  response.end()
}
