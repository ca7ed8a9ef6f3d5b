import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { embedRun } from "../../formats/html/embed.ts"
import { readScenario } from "../../scenarios/read.ts"
import { Run } from "../../scenarios/run/run.ts"
import { writeHash } from "../../ui/share/link/hash.ts"
import { readSvg, within } from "../ui/share/svg.ts"
import { complaintsOf, openSite } from "./lib/opened.ts"
import { onePage } from "./lib/site.ts"

const site = openSite()
const folder = mkdtempSync(join(tmpdir(), "orrery-export-"))

/** A page with its share dialog open, and what it said against itself. */
async function opened(url: string) {
  const page = await site.newPage()
  const complaints = complaintsOf(page)
  await page.goto(url)
  await page.locator("[data-testid=picture] [data-label]").first().waitFor()
  return { page, complaints }
}

/** Opens the dialog once an instant is simulated. */
async function shareAt(page: Page, instant: string): Promise<void> {
  await page.getByTestId("clock").getByText(instant).waitFor()
  await page.keyboard.press("s")
  await page.getByTestId("export").waitFor()
}

/** Presses a button and gives the file that is saved. */
async function saved(page: Page, button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId(button).click()])
  const path = join(folder, download.suggestedFilename())
  await download.saveAs(path)
  return { name: download.suggestedFilename(), bytes: readFileSync(path) }
}

const places = [
  ["the site", () => site.url()],
  ["the page in one file", () => pathToFileURL(onePage).href],
] as const

describe.each(places)("from %s", (_, address) => {
  /** At 3 s, with a second of it on the timeline. */
  const at = () =>
    writeHash({
      scenario: { library: "checkout" },
      timeNs: 3e9,
      view: { shown: { fromNs: 2e9, toNs: 3e9 } },
    })

  test("pictures and traces are saved", async () => {
    const { page, complaints } = await opened(address() + (await at()))
    await shareAt(page, "0:03.000")
    const svg = await saved(page, "export-svg")
    expect(svg.name).toBe("checkout-seed-42-at-0m03.000s.svg")
    const elements = within(readSvg(svg.bytes.toString("utf8")))
    expect(elements.filter(({ attributes }) => attributes["data-node"] !== undefined)).toHaveLength(5)
    const [width = 0, height = 0] = [elements[0]?.attributes.width, elements[0]?.attributes.height].map(Number)

    const png = await saved(page, "export-png")
    expect([...png.bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    // Twice the size, in pairs of pixels.
    expect(Math.abs(png.bytes.readUInt32BE(16) - 2 * width)).toBeLessThanOrEqual(1)
    expect(Math.abs(png.bytes.readUInt32BE(20) - 2 * height)).toBeLessThanOrEqual(1)
    expect(png.bytes.length).toBeGreaterThan(10_000)

    const perfetto = await saved(page, "export-perfetto")
    expect(perfetto.name).toBe("checkout-seed-42-at-0m02.000s-to-0m03.000s.perfetto.json")
    const { traceEvents, otherData } = JSON.parse(perfetto.bytes.toString("utf8"))
    expect(otherData).toMatchObject({ scenario: "checkout", seed: "42" })
    const slices = traceEvents.filter(({ ph }: { readonly ph: string }) => ph === "X")
    expect(slices.length).toBeGreaterThan(10)
    const otlp = JSON.parse((await saved(page, "export-otlp")).bytes.toString("utf8"))
    const spans = otlp.resourceSpans.flatMap(
      ({ scopeSpans }: { readonly scopeSpans: readonly { readonly spans: readonly unknown[] }[] }) =>
        scopeSpans.flatMap((scope) => scope.spans),
    )
    expect(spans).toHaveLength(slices.length)
    expect(complaints).toEqual([])
    await page.close()
  })

  test("films are saved, or given up", async () => {
    const { page, complaints } = await opened(address() + (await at()))
    await shareAt(page, "0:03.000")
    const estimate = page.getByTestId("export-estimate")
    await page.getByTestId("export-speed").fill("0.001")
    expect(await estimate.textContent()).toMatch(/1800 at most/)
    expect(await page.getByTestId("export-film").isDisabled()).toBe(true)

    await page.getByTestId("export-speed").fill("1")
    await page.getByTestId("export-rate").selectOption("10")
    expect(await estimate.textContent()).toBe("11 frames, 1.1 s long.")
    await page.getByTestId("export-format").selectOption("gif")
    const gif = await saved(page, "export-film")
    expect(gif.name).toMatch(/\.gif$/)
    expect(gif.bytes.subarray(0, 6).toString("latin1")).toBe("GIF89a")
    expect(gif.bytes.length).toBeGreaterThan(10_000)
    await page.getByTestId("export-format").selectOption("webm")
    const webm = await saved(page, "export-film")
    expect(webm.name).toMatch(/\.webm$/)
    // The head of EBML (RFC 8794), and the type of the document.
    expect([...webm.bytes.subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3])
    expect(webm.bytes.subarray(0, 64).toString("latin1")).toContain("webm")
    expect(webm.bytes.length).toBeGreaterThan(5_000)

    let saves = 0
    page.on("download", () => saves++)
    await page.getByTestId("export-speed").fill("0.01")
    await page.getByTestId("export-film").click()
    await page.getByTestId("export").getByRole("progressbar").waitFor()
    await page.getByRole("button", { name: "Cancel" }).click()
    await page.getByTestId("export-film").waitFor()
    expect(saves).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe("a run inside the page", () => {
  const text = `
name: inside
run: { duration: 5s }
components:
  shop: { kind: client }
  pay: { kind: service, concurrency: 4, operations: { charge: [{ work: empirical times.csv }] } }
load:
  shop: { open: poisson 100/s, to: pay }
`
  const samples = { "times.csv": [1e6, 2e6, 40e6] }

  /** A page as `orrery run --html` writes it. */
  function written(name: string, digest?: string): string {
    const { plan } = readScenario(text)
    if (plan === undefined) throw new Error("no scenario")
    const run = new Run(plan, { seed: "7", samplesOf: () => samples["times.csv"] })
    run.advance()
    const format = "orrery.embedded/1" as const
    const about = { format, text, seed: "7", digest: digest ?? run.digest, events: run.events, untilNs: null, samples }
    const path = join(folder, name)
    writeFileSync(path, embedRun(readFileSync(onePage, "utf8"), about))
    return pathToFileURL(path).href
  }

  test("opens with its seed and samples, is the same run, and its link opens it again", async () => {
    const { page, complaints } = await opened(written("same.html"))
    await page.getByText("The same, event by event").waitFor()
    expect(await page.getByTestId("seed").inputValue()).toBe("7")
    await page.keyboard.press("Home")
    await page.waitForFunction("location.hash.length > 1")
    const link = page.url()
    await page.goto("about:blank")
    await page.goto(link)
    await page.getByText("The same, event by event").waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })

  test("that comes out otherwise is said to", async () => {
    const { page } = await opened(written("other.html", "0123456789abcdef"))
    await page.getByText("whose digest is 0123456789abcdef").waitFor()
    await page.close()
  })
})
