import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { OUTCOMES } from "../../../engine/index.ts"
import type { Palette } from "../../../ui/protocol/scene.ts"
import { ticksOf } from "../../../ui/share/picture/node.ts"
import { shapeOf } from "../../../ui/share/picture/particle.ts"
import type { Picture, PictureEdge, PictureNode } from "../../../ui/share/picture/picture.ts"
import { pictureSvg } from "../../../ui/share/picture/picture-svg.ts"
import { readSvg, type SvgElement, within } from "./svg.ts"

const palette: Palette = {
  ink: 0x00_0001,
  faint: 0x00_0002,
  surface: 0xff_fffe,
  outcomes: OUTCOMES.map((_, outcome) => 0x10_0000 + outcome),
  queue: 0x00_0003,
  busy: 0x00_0004,
  idle: 0x00_0005,
  highlight: 0x00_0006,
  latency: [0xff_0000, 0xaa_0000, 0x00_aa00],
}

const node = (more: Partial<PictureNode> = {}): PictureNode => ({
  id: "pay",
  label: "pay",
  x: 0,
  y: 0,
  width: 160,
  height: 80,
  family: "Service",
  replicas: 1,
  queue: 0,
  busy: 0,
  slots: 16,
  inFlight: 0,
  ...more,
})

const edge = (more: Partial<PictureEdge> = {}): PictureEdge => ({
  from: "pay",
  to: "ledger",
  points: [160, 40, 300, 40],
  isCurve: false,
  ratePerSecond: 100,
  latencyNs: 4e6,
  ...more,
})

const empty: Picture = { title: "checkout at 3:04.250", nodes: [], edges: [], particles: [] }

function drawn(more: Partial<Picture>): readonly SvgElement[] {
  return within(readSvg(pictureSvg({ ...empty, ...more }, palette)))
}

function filled(elements: readonly SvgElement[], colour: number): readonly SvgElement[] {
  const text = `#${colour.toString(16).padStart(6, "0")}`
  return elements.filter(({ attributes }) => attributes.fill === text || attributes.stroke === text)
}

describe("the file", () => {
  it("stands alone, with a title and a description in words", () => {
    const nodes = [
      node({ queue: 3, busy: 16, inFlight: 21, replicas: 2 }),
      node({ id: "db", label: "db", slots: null }),
    ]
    const [svg, ...all] = drawn({ nodes, edges: [edge()] })
    expect(svg?.attributes).toMatchObject({ xmlns: "http://www.w3.org/2000/svg", role: "img" })
    const ids = svg?.attributes["aria-labelledby"]?.split(" ") ?? []
    const said = ids.map((id) => all.find(({ attributes }) => attributes.id === id)?.text)
    expect(said).toEqual([
      "checkout at 3:04.250",
      "2 components, 0 calls drawn. pay (Service): 3 waiting, 16 of 16 slots busy, 2 replicas, 21 under way. " +
        "db (Service): 0 waiting, 0 worked on, 0 under way. pay → ledger: 100 calls/s, 4 ms.",
    ])
    const links = all
      .flatMap(({ attributes }) => Object.values(attributes))
      .filter((value) => /url\(|:\/\//.test(value))
    expect(links).toEqual([])
  })

  it("shows all of it: nothing lies outside", () => {
    const nodes = [node({ x: -300, y: 20 })]
    const edges = [edge({ points: [-140, 60, 0, 500, 10, 500, 700, 60], isCurve: true })]
    const [svg, ...all] = drawn({ nodes, edges, particles: [{ x: 0, y: -90, outcome: 0, isRetry: false }] })
    expect(svg?.attributes.viewBox).toBe("-324 -114 1048 638")
    expect([svg?.attributes.width, svg?.attributes.height]).toEqual(["1048", "638"])
    expect(all.some(({ attributes }) => attributes.d === "M-140 60C0 500 10 500 700 60")).toBe(true)
  })

  it("shows its title below everything, and the part of the plane it is told to", () => {
    const frame = { x: -10, y: -20, width: 300, height: 200 }
    const [svg, ...all] = within(readSvg(pictureSvg({ ...empty, nodes: [node()] }, palette, frame)))
    expect(svg?.attributes).toMatchObject({ viewBox: "-10 -20 300 200", width: "300", height: "200" })
    const [caption] = all.filter(({ name, text }) => name === "text" && text === empty.title)
    expect(caption?.attributes).toMatchObject({ x: "14", y: "174" })
  })

  it("of nothing is a file too", () => {
    expect(drawn({})[0]?.attributes.viewBox).toBe("-24 -24 48 48")
  })

  it("is well-formed whatever things are called, and gives their names back", () => {
    const name = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("<b>&amp;", `"'>]]>`, "\ud800", "\0\u0007\uffff"),
    )
    fc.assert(
      fc.property(name, name, name, (label, family, title) => {
        const all = drawn({
          title,
          nodes: [node({ id: label, label, family })],
          edges: [edge({ from: label, to: family })],
        })
        const [said] = all.filter(({ attributes }) => attributes.id === "picture-title")
        const kept = title.replaceAll(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, "\ufffd")
        expect(said?.text).toBe(kept)
      }),
      { numRuns: 50 },
    )
  })
})

describe("a node", () => {
  it.each([
    [0, 0],
    [1, 1],
    [17, 17],
  ])("with %i waiting has %i ticks", (queue, ticks) => {
    expect(filled(drawn({ nodes: [node({ queue })] }), palette.queue)).toHaveLength(ticks)
  })

  it("with more waiting than there is room for says what a tick stands for", () => {
    const all = drawn({ nodes: [node({ queue: 1_234 })] })
    expect(filled(all, palette.queue)).toHaveLength(13)
    expect(all.filter(({ name, text }) => name === "text" && text === "×100")).toHaveLength(1)
  })

  it("counts ticks in powers of ten, as few as fit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 60 }), (queue, room) => {
        const { each, ticks } = ticksOf(queue, room)
        expect(ticks).toBeLessThanOrEqual(room)
        expect(ticks * each - queue).toBeGreaterThanOrEqual(0)
        expect(ticks * each - queue).toBeLessThan(each)
        if (each > 1) expect(Math.ceil(queue / (each / 10))).toBeGreaterThan(room)
      }),
    )
  })

  // 144 pixels are all slots.
  it.each([
    [0, 16, "0"],
    [4, 16, "36"],
    [16, 16, "144"],
    [40, 16, "144"],
  ])("with %i of %i slots busy has a bar of %s", (busy, slots, width) => {
    expect(
      filled(drawn({ nodes: [node({ busy, slots })] }), palette.busy).map(({ attributes }) => attributes.width),
    ).toEqual([width])
  })

  it.each([
    [0, []],
    [1, ["1 call"]],
    [12_345, ["12,345 calls"]],
  ])("with %i calls under way says so", (inFlight, said) => {
    const all = drawn({ nodes: [node({ inFlight })] })
    expect(all.flatMap(({ name, text }) => (name === "text" && text.includes("call") ? [text] : []))).toEqual(said)
  })

  it("without a limit has no bar", () => {
    expect(filled(drawn({ nodes: [node({ busy: 3, slots: null })] }), palette.busy)).toEqual([])
  })

  it.each([
    [1, 0, []],
    [3, 3, []],
    [8, 8, []],
    [9, 0, ["×9"]],
  ])("with %i replicas has %i dots", (replicas, dots, signs) => {
    const all = drawn({ nodes: [node({ replicas })] })
    expect(all.filter(({ name }) => name === "circle")).toHaveLength(dots)
    expect(all.flatMap(({ name, text }) => (name === "text" && text.startsWith("×") ? [text] : []))).toEqual(signs)
  })

  it("cuts a name that it has no room for, and keeps it whole for pointers and readers", () => {
    const label = "a-name-that-is-much-longer-than-the-box-it-stands-in"
    const all = drawn({ nodes: [node({ label })] })
    const [written = ""] = all.flatMap(({ name, text }) => (name === "text" ? [text] : []))
    expect(written).toMatch(/^a-name-that-is.*…$/)
    expect(written.length).toBeLessThan(24)
    expect(all.some(({ name, text }) => name === "title" && text.startsWith(label))).toBe(true)
  })
})

describe("an edge", () => {
  const lines = (edges: readonly PictureEdge[]) =>
    drawn({ edges }).filter(({ attributes }) => attributes.fill === "none")

  it("is as wide as the root of its rate, in the colour of its latency, slow first", () => {
    const edges = [edge(), edge({ ratePerSecond: 25, latencyNs: 2e6 }), edge({ ratePerSecond: 1, latencyNs: 0 })]
    const looks = lines(edges).map(({ attributes }) => [attributes["stroke-width"], attributes.stroke])
    expect(looks).toEqual([
      ["5", "#ff0000"],
      ["3", "#aa0000"],
      ["1.4", "#00aa00"],
    ])
  })

  it("without calls is thin and faint", () => {
    const [line] = lines([edge({ ratePerSecond: 0, latencyNs: 0 })])
    expect([line?.attributes["stroke-width"], line?.attributes.stroke]).toEqual(["1", "#000002"])
  })

  it.each([
    ["to the right", [0, 0, 100, 0], "M100 0L84 -8L84 8Z"],
    ["down, its last corner twice", [0, 0, 0, 100, 0, 100], "M0 100L8 84L-8 84Z"],
  ])("has a head that points %s", (_, points, head) => {
    expect(drawn({ edges: [edge({ points })] }).map(({ attributes }) => attributes.d)).toContain(head)
  })
})

describe("a particle", () => {
  it("has the shape and the colour of its outcome", () => {
    const particles = OUTCOMES.flatMap((_, outcome) =>
      [false, true].map((isRetry) => ({ x: 1.005, y: 2, outcome, isRetry })),
    )
    const uses = drawn({ particles }).filter(({ name }) => name === "use")
    expect(uses.map(({ attributes }) => attributes.href)).toEqual(particles.map((one) => `#${shapeOf(one)}`))
    expect(uses.map(({ attributes }) => attributes.fill)).toEqual(
      particles.map(({ outcome }) => `#${(0x10_0000 + outcome).toString(16)}`),
    )
    const defined = drawn({}).flatMap(({ name, attributes }) => (name === "path" ? [`#${attributes.id}`] : []))
    for (const { attributes } of uses) expect(defined).toContain(attributes.href)
  })

  it.each([
    ["ok", "disc", "triangle"],
    ["error", "diamond", "open-triangle"],
    ["timeout", "diamond", "open-triangle"],
    ["rejected", "cross", "open-triangle"],
    ["lost", "cross", "open-triangle"],
    ["in-flight", "ring", "ring"],
  ] as const)("that ends %s is a %s, a retry a %s", (name, first, retry) => {
    const outcome = OUTCOMES.indexOf(name)
    expect([false, true].map((isRetry) => shapeOf({ x: 0, y: 0, outcome, isRetry }))).toEqual([first, retry])
  })
})
