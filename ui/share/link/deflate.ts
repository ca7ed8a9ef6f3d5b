/** A text in UTF-8, compressed without header or checksum (RFC 1951). */
export async function deflated(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** The text again, undefined where the bytes are none or it has more than `bytesMax` bytes in UTF-8. */
export async function inflated(bytes: Uint8Array<ArrayBuffer>, bytesMax: number): Promise<string | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader()
  const decoder = new TextDecoder("utf-8", { fatal: true })
  let text = ""
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      length += value.length
      if (length > bytesMax) break
      text += decoder.decode(value, { stream: true })
    }
    await reader.cancel()
  } catch {
    // Cut short, or never compressed: the answer is the same.
  }
  return undefined
}
