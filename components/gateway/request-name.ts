/** A request as its operation's name states it. */
export interface RequestName {
  readonly method: string
  /** As sent, without query and fragment. */
  readonly path: string
  readonly segments: readonly string[]
}

/**
 * Reads `POST /pay/42?fast` as method and path; a plain operation name such as `quote` is `GET /quote`. Requests carry
 * neither host nor headers.
 */
export function requestNamed(name: string): RequestName {
  const space = name.indexOf(" ")
  const hasMethod = space > 0 && name[space + 1] === "/"
  const target = hasMethod ? name.slice(space + 1) : name
  const end = target.search(/[?#]/)
  const path = end < 0 ? target : target.slice(0, end)
  return {
    method: hasMethod ? name.slice(0, space) : "GET",
    path: path.startsWith("/") ? path : `/${path}`,
    segments: pathSegments(path),
  }
}

/** The parts between the slashes; doubled slashes and one at the end count for nothing. */
export function pathSegments(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "")
}
