import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { root, writeWhole } from "./project.mjs"

const configFile = join(root, "ui", "vite.config.ts")
export const siteFolder = join(root, "dist", "ui")
export const onePage = join(root, "dist", "orrery.html")
const oneFileFolder = join(root, ".cache", "one-file")

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
  await bundle("site")
  const page = join(siteFolder, "index.html")
  const csp = policy({ script: "'self'", style: "'self'" }, "'self'")
  writeWhole(page, withPolicy(readFileSync(page, "utf8"), csp))
}

/** Builds dist/orrery.html: one page with everything inside, which opens from a disk. */
export async function buildOnePage() {
  await bundle("one-file")
  const assets = join(oneFileFolder, "assets")
  const read = (ending) => {
    const names = existsSync(assets) ? readdirSync(assets).filter((name) => name.endsWith(ending)) : []
    if (names.length !== 1) throw new Error(`one file *${ending} was to be built, not ${names.length}`)
    return readFileSync(join(assets, names[0]), "utf8")
  }
  // Neither may end the element it stands in.
  const script = read(".js").replaceAll("</script", "<\\/script").replaceAll("<!--", "\\x3c!--")
  const style = read(".css").replaceAll("</style", "<\\/style")
  const csp = policy({ script: hashOf(script), style: hashOf(style) }, "blob:")
  const html = readFileSync(join(oneFileFolder, "index.html"), "utf8")
    .replace(/\s*<script type="module"[^>]*><\/script>/, "")
    .replace(/\s*<link rel="stylesheet"[^>]*>/, "")
  const [head, body] = withPolicy(html, csp).split("</head>")
  const [before, after] = body.split("</body>")
  const page = `${head}<style>${style}</style></head>${before}<script type="module">${script}</script></body>${after}`
  writeWhole(onePage, page)
}

async function bundle(mode) {
  // Whoever runs this may be a test: React would be built as for developers.
  process.env.NODE_ENV = "production"
  const { build } = await import("vite")
  await build({ configFile, mode, logLevel: "warn" })
}

function withPolicy(html, csp) {
  return html.replace("<head>", `<head><meta http-equiv="Content-Security-Policy" content="${csp}">`)
}

function hashOf(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`
}
