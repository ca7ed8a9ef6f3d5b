import { describe, expect, it } from "vitest"
import { PALETTE } from "../../../../bench/playback/scene.ts"
import { gifColours, NearestColour, onlyChanges, TRANSPARENT } from "../../../../ui/share/media/gif-colours.ts"
import { GifFile } from "../../../../ui/share/media/gif-file.ts"

const colours = gifColours(PALETTE)
const bytesOf = (packed: number) => [packed >> 16, (packed >> 8) & 0xff, packed & 0xff]
const pixels = (...packed: readonly number[]) => Uint8ClampedArray.from(packed.flatMap((one) => [...bytesOf(one), 255]))

describe("the colours of a film", () => {
  it("have every colour of a picture exactly, and no more than a file holds", () => {
    const { surface, ink, faint, queue, busy, idle, outcomes, latency } = PALETTE
    const all = [surface, ink, faint, queue, busy, idle, ...outcomes, ...latency]
    const found = new NearestColour(colours).of(pixels(...all))
    expect([...found].map((number) => colours[number])).toEqual(all.map(bytesOf))
    expect(colours.length).toBeLessThanOrEqual(256)
  })

  it("are near to what lies between a colour and the ground", () => {
    // A third of the ink on the ground, as at an edge.
    const wanted = [0xff, 0xff, 0xff].map((ground, i) => Math.round((2 * ground + (bytesOf(PALETTE.ink)[i] ?? 0)) / 3))
    const [number = 0] = new NearestColour(colours).of(Uint8ClampedArray.from([...wanted, 255]))
    const far = Math.max(...wanted.map((channel, i) => Math.abs(channel - (colours[number]?.[i] ?? 0))))
    expect(far).toBeLessThan(16)
  })

  it("give no pixel the transparent one, the ground neither", () => {
    const all = pixels(...Array.from({ length: 4_096 }, (_, i) => i * 4_099), PALETTE.surface)
    expect([...new NearestColour(colours).of(all)]).not.toContain(TRANSPARENT)
  })

  it("are written only where they change", () => {
    expect([...onlyChanges(Uint8Array.of(5, 6, 7), Uint8Array.of(5, 9, 7))]).toEqual([TRANSPARENT, 6, TRANSPARENT])
  })
})

/** Delays in hundredths of a second, from the graphic control extensions. */
function delaysOf(bytes: Uint8Array): readonly number[] {
  return [...bytes.keys()].flatMap((at) => {
    const isControl = bytes[at] === 0x21 && bytes[at + 1] === 0xf9 && bytes[at + 2] === 4 && bytes[at + 7] === 0
    return isControl ? [(bytes[at + 4] ?? 0) + 256 * (bytes[at + 5] ?? 0)] : []
  })
}

describe("a GIF", () => {
  it.each([10, 20, 25, 50])("of %i frames a second has its size, and each frame its time", async (rate) => {
    const file = new GifFile(colours, rate)
    const { ink, surface, busy } = PALETTE
    file.add(pixels(ink, surface, busy, surface, surface, ink), 3, 2)
    file.add(pixels(ink, ink, busy, surface, surface, ink), 3, 2)
    file.add(pixels(ink, ink, busy, surface, busy, ink), 3, 2)
    const blob = file.finish()
    expect(blob.type).toBe("image/gif")
    const bytes = new Uint8Array(await blob.arrayBuffer())
    expect(new TextDecoder().decode(bytes.subarray(0, 6))).toBe("GIF89a")
    expect([...bytes.subarray(6, 10)]).toEqual([3, 0, 2, 0])
    expect(delaysOf(bytes)).toEqual([100 / rate, 100 / rate, 100 / rate])
    // Its end.
    expect(bytes.at(-1)).toBe(0x3b)
  })
})
