import { users } from "./case.ts"

/**
 * A server whose answers fail with a chance, at once, and users who try up to `tries` times without a pause; `more` of
 * their policy begins with a comma.
 */
export function flaky(share: string, tries: number, more = ""): string {
  return `${users("open: poisson 1000/s", `operations: { serve: [{ fail: ${share} }] }`)}
policies:
  "users -> server": { retry: { attemptsMax: ${tries}, backoff: none }${more} }
`
}
