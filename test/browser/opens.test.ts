import { pathToFileURL } from "node:url"
import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { complaintsOf, openSite } from "./lib/opened.ts"
import { onePage } from "./lib/site.ts"

const site = openSite()

/** What the page said against itself, and what it asked for beside its own files. */
async function watched(open: (page: Page) => Promise<void>) {
  const page = await site.newPage()
  const complaints = complaintsOf(page)
  const requests: string[] = []
  page.on("request", (request) => requests.push(request.url()))
  await open(page)
  return { page, complaints, requests }
}

test("the site opens from a sub-path, and asks for nothing but its own files", async () => {
  const url = site.url()
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
