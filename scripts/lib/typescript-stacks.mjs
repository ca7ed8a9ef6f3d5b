import { SourceMap } from "node:module"
import { transformSync } from "esbuild"
import { sourceOf } from "./typescript.mjs"

const place = /(file:\/\/[^\s()]+\.ts):(\d+):(\d+)/g
const maps = new Map()
const inherited = Error.prepareStackTrace

/** Before each test file: vitest maps the places of errors in modules that it serves, this in those of typescript-hooks.mjs. */
if (inherited !== undefined && inherited.name !== prepareMapped.name) Error.prepareStackTrace = prepareMapped

function prepareMapped(error, frames) {
  return String(inherited(error, frames)).replaceAll(place, (_, url, line, column) => originalPlace(url, line, column))
}

function originalPlace(url, line, column) {
  const { originalLine, originalColumn } = mapOf(url).findEntry(line - 1, column - 1)
  return originalLine === undefined ? url : `${url}:${originalLine + 1}:${originalColumn + 1}`
}

function mapOf(url) {
  const known = maps.get(url)
  if (known !== undefined) return known
  const map = new SourceMap(JSON.parse(transformSync(...sourceOf(url)).map))
  maps.set(url, map)
  return map
}
