import { isMacPlatform, keyNames } from "./key-names.ts"

/** Keys as caps, ways apart by "or". */
export function Keys({ keys }: { readonly keys: readonly string[] }) {
  if (keys.length === 0) return null
  const isMac = isMacPlatform()
  // Two ways to type one sign are one to read.
  const ways = new Map(keys.map((key) => [keyNames(key, isMac).join(" "), keyNames(key, isMac)]))
  return (
    <span className="keys">
      {[...ways].map(([text, names], index) => (
        <span key={text}>
          {index === 0 ? null : " or "}
          {names.map((name) => (
            <kbd key={name}>{name}</kbd>
          ))}
        </span>
      ))}
    </span>
  )
}
