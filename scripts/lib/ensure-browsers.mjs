import { spawnSync } from "node:child_process"
import { accessSync, constants } from "node:fs"
import { delimiter, join } from "node:path"
import { say } from "./project.mjs"

const browsers = {
  chromium: {
    names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    places: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    debianPackage: "chromium",
  },
  firefox: {
    names: ["firefox-esr", "firefox"],
    places: ["/Applications/Firefox.app/Contents/MacOS/firefox"],
    debianPackage: "firefox-esr",
  },
}

/** Finds the browsers, installing Debian's where that is possible: `{ chromium, firefox }`, each `{ path }` or `{ skipped }`. */
export function ensureBrowsers() {
  const missing = Object.keys(browsers).filter((name) => find(browsers[name]) === undefined)
  if (missing.length > 0 && canInstall()) install(missing.map((name) => browsers[name].debianPackage))
  return Object.fromEntries(Object.keys(browsers).map((name) => [name, report(browsers[name])]))
}

function report(browser) {
  const path = find(browser)
  if (path !== undefined) return { path }
  return { skipped: `no browser, run apt-get install ${browser.debianPackage} (as root)` }
}

function find({ names, places }) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "")
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...candidates, ...places].find(isExecutable)
}

function canInstall() {
  return process.getuid?.() === 0 && find({ names: ["apt-get"], places: [] }) !== undefined
}

function install(packages) {
  say(`Installing ${packages.join(" and ")}…`)
  const options = { stdio: ["ignore", 2, 2], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }
  spawnSync("apt-get", ["update", "-qq"], options)
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], options)
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
