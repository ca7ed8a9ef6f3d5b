import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { root, writeWhole } from "./project.mjs"

const configFile = join(root, "ui", "vite.config.ts")
export const siteFolder = join(root, "dist", "ui")
export const onePage = join(root, "dist", "orrery.html")

// Nothing from anywhere else: no network, no inline script or style, no form, no plug-in.
const policy = (source, workers) =>
  [
    "default-src 'none'",
    `script-src ${source.script}`,
    `style-src ${source.style}`,
    `worker-src ${workers}`,
    "img-src 'self' data: blob:",
    "media-src blob:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ")

/** Builds dist/ui, the static site. */
export async function buildSite() {
  const folder = await bundle("site")
  const page = join(folder, "index.html")
  const csp = policy({ script: "'self'", style: "'self'" }, "'self'")
  writeWhole(page, withPolicy(readFileSync(page, "utf8"), csp))
  // Whole at once: somebody may be served the old one meanwhile.
  mkdirSync(dirname(siteFolder), { recursive: true })
  rmSync(siteFolder, { recursive: true, force: true })
  renameSync(folder, siteFolder)
}

/** Builds dist/orrery.html: one page with everything inside, which opens from a disk. */
export async function buildOnePage() {
  const folder = await bundle("one-file")
  const assets = join(folder, "assets")
  const read = (ending) => {
    const names = existsSync(assets) ? readdirSync(assets).filter((name) => name.endsWith(ending)) : []
    if (names.length !== 1) throw new Error(`one file *${ending} was to be built, not ${names.length}`)
    return readFileSync(join(assets, names[0]), "utf8")
  }
  // Neither may end the element it stands in.
  const script = read(".js").replaceAll("</script", "<\\/script").replaceAll("<!--", "\\x3c!--")
  const style = read(".css").replaceAll("</style", "<\\/style")
  const csp = policy({ script: hashOf(script), style: hashOf(style) }, "blob:")
  const html = readFileSync(join(folder, "index.html"), "utf8")
    .replace(/\s*<script type="module"[^>]*><\/script>/, "")
    .replace(/\s*<link rel="stylesheet"[^>]*>/, "")
  const [head, body] = withPolicy(html, csp).split("</head>")
  const [before, after] = body.split("</body>")
  const page = `${head}<style>${style}</style></head>${before}<script type="module">${script}</script></body>${after}`
  writeWhole(onePage, page)
  rmSync(folder, { recursive: true, force: true })
}

/** Builds into a folder of this process alone, and gives it. */
async function bundle(mode) {
  // Whoever runs this may be a test: React would be built as for developers.
  process.env.NODE_ENV = "production"
  const { build } = await import("vite")
  const outDir = join(root, ".cache", `ui-${mode}-${process.pid}`)
  await build({ configFile, mode, logLevel: "warn", build: { outDir, emptyOutDir: true } })
  return outDir
}

function withPolicy(html, csp) {
  return html.replace("<head>", `<head><meta http-equiv="Content-Security-Policy" content="${csp}">`)
}

function hashOf(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`
}
