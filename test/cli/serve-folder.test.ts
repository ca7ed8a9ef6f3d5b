import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { request, type Server } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { serveFolder } from "../../cli/lib/serve-folder.ts"

let server: Server
let port = 0

beforeAll(async () => {
  const above = mkdtempSync(join(tmpdir(), "orrery-serve-"))
  mkdirSync(join(above, "site", "assets"), { recursive: true })
  mkdirSync(join(above, "site-private"))
  writeFileSync(join(above, "secret.txt"), "secret")
  writeFileSync(join(above, "site-private", "secret.txt"), "secret")
  writeFileSync(join(above, "site", "index.html"), "the page")
  writeFileSync(join(above, "site", "assets", "a b.js"), "code")
  server = await serveFolder(join(above, "site"), new Map([["/other/index.html", "another"]]), 0)
  const address = server.address()
  port = typeof address === "object" && address !== null ? address.port : 0
})

afterAll(() => {
  server.close()
})

/** As it is written: `fetch` would take `..` out of a path itself. */
function get(path: string, method = "GET"): Promise<{ status: number; type: string; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method }, (response) => {
      let body = ""
      response.on("data", (part: Buffer) => {
        body += part.toString("utf8")
      })
      const type = String(response.headers["content-type"] ?? "")
      response.on("end", () => resolve({ status: response.statusCode ?? 0, type, body }))
    })
    asked.on("error", reject)
    asked.end()
  })
}

test.each([
  ["/", 200, "the page"],
  ["/index.html?x=1#y", 200, "the page"],
  ["/assets/a%20b.js", 200, "code"],
  ["/other/", 200, "another"],
  ["/absent.js", 404, ""],
  ["/assets", 404, ""],
  ["/../secret.txt", 404, ""],
  ["/%2e%2e/secret.txt", 404, ""],
  ["/..%2fsecret.txt", 404, ""],
  ["/assets/..%2f..%2fsecret.txt", 404, ""],
  ["/../site-private/secret.txt", 404, ""],
  ["/%", 200, "the page"],
])("%s: %i", async (path, status, body) => {
  expect(await get(path)).toMatchObject({ status, body })
})

test("a script has the type that a browser asks of a module, and nothing can be written", async () => {
  expect((await get("/assets/a%20b.js")).type).toContain("text/javascript")
  expect((await get("/", "POST")).status).toBe(405)
})
