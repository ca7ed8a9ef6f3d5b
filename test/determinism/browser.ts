import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Comparing } from "./digests.ts"

/** How long a browser may take, its start included (chosen: a cold start on two busy cores). */
const PATIENCE_MS = 90_000

const arguments_ = {
  chromium: (profile: string, url: string) => [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    `--user-data-dir=${profile}`,
    url,
  ],
  firefox: (profile: string, url: string) => ["--headless", "--no-remote", "--profile", profile, url],
} as const

/** Opens a page of ours on the loopback interface in a real browser and gives what the page found. */
export async function digestsInBrowser(
  browser: { readonly kind: keyof typeof arguments_; readonly path: string },
  script: string,
  comparing: Comparing,
): Promise<Record<string, string>> {
  const profile = mkdtempSync(join(tmpdir(), "orrery-browser-"))
  const { server, result } = serve(script, comparing)
  const url = await listen(server)
  const child = spawn(browser.path, arguments_[browser.kind](profile, url), { stdio: "ignore", detached: true })
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`${browser.kind} gave no answer`)), PATIENCE_MS).unref()
  })
  try {
    return await Promise.race([result, late])
  } finally {
    // The whole group: a browser is many processes.
    if (child.pid !== undefined) end(child.pid)
    server.close()
    server.closeAllConnections()
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 })
  }
}

function end(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL")
  } catch {
    // It has ended by itself.
  }
}

function serve(script: string, comparing: Comparing): { server: Server; result: Promise<Record<string, string>> } {
  let settle: (text: string) => void = () => undefined
  const result = new Promise<string>((resolve) => {
    settle = resolve
  }).then(readAnswer)
  const server = createServer((request, response) => {
    if (request.url === "/comparing") response.end(JSON.stringify(comparing))
    else if (request.url === "/page.js") response.setHeader("content-type", "text/javascript").end(script)
    else if (request.url === "/result") {
      const parts: Buffer[] = []
      request.on("data", (part: Buffer) => parts.push(part))
      request.on("end", () => settle(Buffer.concat(parts).toString("utf8")))
      response.end()
    } else response.setHeader("content-type", "text/html").end('<!doctype html><script src="/page.js"></script>')
  })
  return { server, result }
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      resolve(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/`)
    })
  })
}

function readAnswer(text: string): Record<string, string> {
  const answer: { digests?: Record<string, string>; error?: string } = JSON.parse(text)
  if (answer.digests === undefined) throw new Error(answer.error ?? "the page sent no digests")
  return answer.digests
}
