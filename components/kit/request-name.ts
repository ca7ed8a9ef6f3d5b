/** A request as its operation's name states it. */
export interface RequestName {
  readonly method: string
  /** As sent, without query and fragment. */
  readonly path: string
  readonly segments: readonly string[]
  /** Undefined where the request states none: no route for a host takes it. */
  readonly host: string | undefined
  /** By their names, in lower case. */
  readonly headers: ReadonlyMap<string, string>
}

/** What of a request its name is made of. */
export interface RequestParts {
  readonly method: string
  readonly path: string
  readonly host?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
}

const HOST = "host="

/** `POST /pay host=a.example x-canary=1`: the host first, then headers by name, so that a request has one name. */
export function requestName({ method, path, host, headers = {} }: RequestParts): string {
  const stated = Object.entries(headers).map(([name, value]) => `${name}=${value}`)
  return [method, path, ...(host === undefined ? [] : [`${HOST}${host}`]), ...stated.sort()].join(" ")
}

/**
 * Reads `POST /pay/42?fast host=a.example` as method, path, host and headers; a plain operation name such as `quote` is
 * `GET /quote`.
 */
export function requestNamed(name: string): RequestName {
  const space = name.indexOf(" ")
  const hasMethod = space > 0 && name[space + 1] === "/"
  const [target = "", ...stated] = hasMethod ? name.slice(space + 1).split(" ") : [name]
  const end = target.search(/[?#]/)
  const path = end < 0 ? target : target.slice(0, end)
  const host = stated[0]?.startsWith(HOST) === true ? stated[0].slice(HOST.length) : undefined
  return {
    method: hasMethod ? name.slice(0, space) : "GET",
    path: path.startsWith("/") ? path : `/${path}`,
    segments: pathSegments(path),
    host,
    headers: new Map((host === undefined ? stated : stated.slice(1)).map(headerOf)),
  }
}

/** The parts between the slashes; doubled slashes and one at the end count for nothing. */
export function pathSegments(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "")
}

function headerOf(text: string): readonly [name: string, value: string] {
  const at = text.indexOf("=")
  return [text.slice(0, at), text.slice(at + 1)]
}
