import { type Browser, chromium } from "playwright-core"
import { findTool } from "../../setup/tools.ts"

/** As in test/determinism/browser.ts: quiet, without a sandbox for root, without any talk to the outside. */
const arguments_ = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
]

/** A real Chromium; without one the test is skipped with the reason, which is a failure where CI is set. */
export async function openBrowser(skip: (reason: string) => void): Promise<Browser | undefined> {
  const tool = findTool("chromium")
  if ("path" in tool) return chromium.launch({ executablePath: tool.path, args: arguments_ })
  if (process.env.CI === "true") throw new Error(tool.skipped)
  skip(tool.skipped)
  return undefined
}
