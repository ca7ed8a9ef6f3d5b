/** UTF-16 code units after which a chunk is handed over (chosen: writing larger ones is no faster). */
const LENGTH = 65_536

/** Joins many short texts to fewer long ones, so that no text has to hold a whole file. */
export function* chunksOf(pieces: Iterable<string>): Generator<string> {
  let chunk = ""
  for (const piece of pieces) {
    chunk += piece
    if (chunk.length < LENGTH) continue
    yield chunk
    chunk = ""
  }
  if (chunk !== "") yield chunk
}

/** Puts `,` and a new line between the members of a list. */
export function* listed(members: Iterable<string>): Generator<string> {
  let isFirst = true
  for (const member of members) {
    yield isFirst ? member : `,\n${member}`
    isFirst = false
  }
}
