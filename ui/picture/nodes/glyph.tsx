import type { Layer } from "../../../components/kit/contract.ts"

/**
 * Icons on a grid of 16, strokes of 1.25. A kind without one of its own has that of its layer, so that a kind added
 * later has one.
 */
const OF_LAYER: Readonly<Record<Layer, string>> = {
  client: "M8 2.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 1 1 0-5ZM3 13.5c0-2.6 2.2-4 5-4s5 1.4 5 4",
  edge: "M8 1.8L13.2 3.6V7.6c0 3.2-2.2 5.4-5.2 6.6c-3-1.2-5.2-3.4-5.2-6.6V3.6Z",
  gateway: "M2.5 13.5V5.5a5.5 3.5 0 0 1 11 0v8M6 13.5V7.5M10 13.5V7.5M2 13.5h12",
  network: "M8 8m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0M8 6V2M8 10v4M6.3 9L2.8 11M9.7 9l3.5 2M6.3 7L2.8 5M9.7 7l3.5-2",
  service: "M8 1.8L13.5 5v6L8 14.2L2.5 11V5ZM2.5 5L8 8.2L13.5 5M8 8.2v6",
  data: "M3 4a5 2 0 0 1 10 0a5 2 0 0 1-10 0M3 4v8a5 2 0 0 0 10 0V4M3 8a5 2 0 0 0 10 0",
}

const OF_KIND: ReadonlyMap<string, string> = new Map([
  ["cache", "M2.5 5L8 2.2L13.5 5L8 7.8ZM2.5 8L8 10.8L13.5 8M2.5 11L8 13.8L13.5 11"],
  ["cdn", "M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12ZM2 8h12M8 2c2.2 1.6 3 3.6 3 6s-.8 4.4-3 6c-2.2-1.6-3-3.6-3-6s.8-4.4 3-6"],
  [
    "load-balancer",
    "M1.8 8H6M6 8C8.5 8 8 3.5 10.5 3.5H14M6 8c2.5 0 2 4.5 4.5 4.5H14M6 8h8M12.3 1.8L14 3.5L12.3 5.2M12.3 6.3L14 8l-1.7 1.7M12.3 10.8l1.7 1.7l-1.7 1.7",
  ],
  ["mesh", "M8 2v12M2.8 5l10.4 6M13.2 5L2.8 11M8 2L13.2 5V11L8 14L2.8 11V5Z"],
  [
    "registry",
    "M3.5 2.5h7.5a1.5 1.5 0 0 1 1.5 1.5v9.5H5a1.5 1.5 0 0 1-1.5-1.5ZM3.5 12A1.5 1.5 0 0 1 5 10.8h7.5M6 5.5h4",
  ],
  ["sidecar", "M3 2.5h5.5v11H3ZM11 4.5h2.5v7H11M8.5 8H11"],
  ["tcp-listener", "M2 8h4M10 8h4M6 4.5h4v7H6ZM8 4.5V2M8 14v-2.5"],
  ["waf", "M2.5 3.5h11v9h-11ZM2.5 6.5h11M2.5 9.5h11M6 3.5v3M10 3.5v3M8 6.5v3M6 9.5v3M10 9.5v3"],
])

export interface GlyphProps {
  readonly kind: string
  readonly layer: Layer
}

export function Glyph({ kind, layer }: GlyphProps) {
  return (
    <svg className="picture-glyph" viewBox="0 0 16 16" aria-hidden="true">
      <path d={OF_KIND.get(kind) ?? OF_LAYER[layer]} />
    </svg>
  )
}
