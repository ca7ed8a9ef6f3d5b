import { pathToFileURL } from "node:url"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openBrowser } from "./lib/browser.ts"
import { buildUi, onePage, type Site, serveSite } from "./lib/site.ts"

let browser: Browser | undefined
let site: Site | undefined

beforeAll(async () => {
  buildUi()
  browser = await openBrowser(() => undefined)
  site = await serveSite()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  site?.close()
})

/** What the page said against itself, and what it asked for beside its own files. */
async function watched(open: (page: Page) => Promise<void>) {
  const page = await browser?.newPage({ viewport: { width: 1280, height: 720 } })
  if (page === undefined) throw new Error("no browser")
  const complaints: string[] = []
  const requests: string[] = []
  page.on("pageerror", (error) => complaints.push(String(error)))
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text())
  })
  page.on("request", (request) => requests.push(request.url()))
  await open(page)
  return { page, complaints, requests }
}

test("the site opens from a sub-path, and asks for nothing but its own files", async () => {
  const url = site?.url ?? ""
  const { page, complaints, requests } = await watched(async (page) => {
    await page.goto(url)
    await page.waitForSelector("[data-testid=picture] [data-label]")
  })
  expect(complaints).toEqual([])
  expect(requests.filter((request) => !request.startsWith(url) && !/^(data|blob):/.test(request))).toEqual([])
  await page.close()
})

test("the page in one file opens from a disk, plays, and asks for nothing", async () => {
  const url = pathToFileURL(onePage).href
  const { page, complaints, requests } = await watched(async (page) => {
    await page.goto(url)
    await page.waitForSelector("[data-testid=picture] [data-label]")
  })
  expect(complaints).toEqual([])
  expect(requests.filter((request) => request !== url && !/^(data|blob):/.test(request))).toEqual([])
  await page.close()
})
