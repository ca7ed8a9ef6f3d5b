import { type Mistake, mistaken, type Parsed, refused } from "../../../components/kit/mistake.ts"
import { isName } from "../../../components/kit/reference.ts"
import { fromBase64Url, toBase64Url } from "./base64url.ts"
import { deflated, inflated } from "./deflate.ts"
import { packed, type SharedState } from "./shared-state.ts"

/** Of what is packed. A field may be added without a new one: those that are not known are passed over. */
const VERSION = "1"

/** Bytes of a state in UTF-8 (chosen: a scenario has at most 1 Mi characters, a link of this size is no link). */
const BYTES_MAX = 4_194_304

/**
 * The part of a URL behind the page's address: `#`, the name of a scenario of the library if it is one, and `~1.` with all
 * else that there is, as JSON, deflated, in base64url. `#checkout` alone is checkout as it is.
 */
export async function writeHash(state: SharedState): Promise<string> {
  const { scenario, ...rest } = state
  const name = "library" in scenario ? scenario.library : ""
  const content = JSON.stringify("library" in scenario ? rest : { ...scenario, ...rest })
  if (name !== "" && content === "{}") return `#${name}`
  return `#${name}~${VERSION}.${toBase64Url(await deflated(content))}`
}

/** What `writeHash` was given, or what is wrong with the link. An empty hash is wrong: it names no scenario. */
export async function readHash(hash: string): Promise<Parsed<SharedState>> {
  const [, name = "", rest] = /^#?([^~]*)(?:~(.*))?$/s.exec(hash.replaceAll(/%7e/gi, "~")) ?? []
  if (name !== "" && !isName(name)) return broken("it names no scenario", hash)
  if (rest === undefined) return name === "" ? broken("it is empty", hash) : { value: { scenario: { library: name } } }
  const [, version = "", content = ""] = /^(\d{1,9})\.(.*)$/s.exec(rest) ?? []
  if (version === "") return broken("its beginning is missing", hash)
  if (version !== VERSION) return broken(`it is of version ${version}, this page reads version ${VERSION}`, hash)
  const json = await unpacked(content)
  if (json === undefined) return broken("a part of it is missing or was changed", hash)
  const { success, data, error } = packed.safeParse(json)
  if (!success) return refused(error.issues.map(({ path, message }) => shapeMistake(path, message)))
  const { text, ...state } = data
  if (name !== "") return { value: { scenario: { library: name }, ...state } }
  return text === undefined ? broken("it has no scenario", hash) : { value: { scenario: { text }, ...state } }
}

async function unpacked(content: string): Promise<unknown> {
  const bytes = fromBase64Url(content)
  const json = bytes === undefined ? undefined : await inflated(bytes, BYTES_MAX)
  if (json === undefined) return undefined
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function broken(why: string, found: string): { readonly mistakes: readonly [Mistake] } {
  return mistaken({
    code: "E-text-unexpected",
    message: `the link cannot be opened: ${why}`,
    found: found.slice(0, 80),
  })
}

function shapeMistake(path: readonly PropertyKey[], message: string): Mistake {
  const steps = path.map((step) => (typeof step === "number" ? step : String(step)))
  return { code: "E-wrong-type", message: `the link cannot be opened: ${steps.join(".")}: ${message}`, path: steps }
}
