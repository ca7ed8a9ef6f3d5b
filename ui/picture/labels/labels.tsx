import { useStore } from "@xyflow/react"
import { type CSSProperties, memo, type ReactNode, useMemo, useRef, useSyncExternalStore } from "react"
import type { Topology, TopologyNode } from "../../protocol/topology.ts"
import { usePage } from "../../state/page.ts"
import type { Group } from "../layout/groups.ts"
import type { TextMetrics } from "../layout/measure.ts"
import { bandWidth, kindText, type Measure, replicasText } from "../layout/sizes.ts"
import type { Layout } from "../layout/use-layout.ts"
import { detailAt } from "../layout/zoom.ts"
import { Glyph } from "../nodes/glyph.tsx"
import { type NumbersSource, shareOfSample } from "../state/numbers.ts"
import { bothText, type EdgeText, edgeText } from "../text/numbers.ts"
import { arrangeLabels } from "./arrange-labels.ts"
import type { LabelPart, PlacedLabels } from "./place.ts"

export interface LabelsProps {
  readonly topology: Topology
  readonly layout: Layout
  readonly groups: readonly Group[]
  readonly metrics: TextMetrics
  readonly feed: NumbersSource
}

/** What an icon and the gaps beside it take of a name's label, in CSS pixels. */
const GLYPH_ROOM = 36
/** Below this zoom names are in the small size. */
const SMALL_BELOW = 1

/**
 * All texts in the picture, as large at every zoom. They are no part of the nodes: nodes and edges are named for screen
 * readers by themselves.
 */
export function Labels({ topology, layout, groups, metrics, feed }: LabelsProps) {
  const zoom = useStore(({ transform }) => transform[2])
  const numbers = useSyncExternalStore(feed.subscribe, feed.read)
  const sampleShare = usePage(shareOfSample)
  const detail = detailAt(zoom)
  const isSmall = zoom < SMALL_BELOW
  const edges = useMemo(() => {
    const rates = [...(numbers?.edges.perSecond ?? [])]
    const isShown = detail !== "dot"
    const latencies = numbers?.edges.latencyNs
    const texts = rates.map((rate, i) => (isShown ? edgeText(rate, latencies?.[i] ?? 0, sampleShare) : null))
    return { rates, texts }
  }, [numbers, detail, sampleShare])
  const before = useRef<PlacedLabels>(new Map())
  const placed = useMemo(() => {
    const { boxes, ways } = layout
    const lineHeight = isSmall || detail === "dot" ? metrics.small : metrics.medium
    const parts = { topology, boxes, ways, groups: detail === "dot" ? groups : [], zoom, detail }
    const texts = { edgeTexts: edges.texts, edgePriorities: edges.rates, lineHeight, measure: metrics.measureSmall }
    return arrangeLabels({ ...parts, ...texts }, before.current)
  }, [topology, layout, groups, zoom, detail, isSmall, edges, metrics])
  before.current = placed
  return (
    <Layer>
      <div className={`picture-labels${isSmall ? " is-small" : ""}`} aria-hidden="true">
        {[...placed].flatMap(([id, { parts }]) =>
          parts.map((part) => (
            <div key={`${id} ${part.kind}`} className="picture-label-place" style={styleOf(part, zoom)}>
              {contentOf(id, part, {
                topology,
                groups,
                texts: edges.texts,
                measure: isSmall ? metrics.measureNames : metrics.measure,
              })}
            </div>
          )),
        )}
      </div>
    </Layer>
  )
}

/** Moves with the viewport, over the canvas: no line goes through a text. */
function Layer({ children }: { readonly children: ReactNode }) {
  const transform = useStore(({ transform: [x, y, zoom] }) => `translate(${x}px,${y}px) scale(${zoom})`)
  return (
    <div className="picture-label-layer" style={{ transform }}>
      {children}
    </div>
  )
}

function styleOf({ box: { x, y, width, height } }: LabelPart, zoom: number): CSSProperties {
  return { width, height, transform: `translate(${x / zoom}px,${y / zoom}px) scale(${1 / zoom})` }
}

interface Contents {
  readonly topology: Topology
  readonly groups: readonly Group[]
  readonly texts: readonly (EdgeText | null)[]
  readonly measure: Measure
}

function contentOf(id: string, { kind, box }: LabelPart, { topology, groups, texts, measure }: Contents) {
  const name = id.slice(id.indexOf(":") + 1)
  if (kind === "name") {
    const node = topology.nodes.find((each) => each.name === name)
    // A kind that is cut short says nothing, and an icon is less than a name's last letters.
    const hasGlyph = measure(name, "strong") + GLYPH_ROOM <= box.width
    if (node !== undefined)
      return <NameLabel node={node} hasGlyph={hasGlyph} hasKind={bandWidth(node, measure) <= box.width} />
  }
  if (kind === "mark") return <PlainLabel kind={kind} text={name} />
  if (kind === "group") return <PlainLabel kind={kind} text={groups.find(({ id: own }) => own === name)?.title ?? ""} />
  const text = texts[Number(name)]
  if (text === undefined || text === null) return null
  return <PlainLabel kind={kind} text={kind === "rate" ? text.rate : kind === "time" ? text.time : bothText(text)} />
}

const PlainLabel = memo(function PlainLabel({ kind, text }: { readonly kind: string; readonly text: string }) {
  return (
    <div className={`picture-label is-${kind}`} data-label={kind}>
      {text}
    </div>
  )
})

interface NameLabelProps {
  readonly node: TopologyNode
  readonly hasGlyph: boolean
  readonly hasKind: boolean
}

const NameLabel = memo(function NameLabel({ node, hasGlyph, hasKind }: NameLabelProps) {
  const replicas = replicasText(node)
  return (
    <div className="picture-label is-name" data-label="name">
      {hasGlyph ? <Glyph kind={node.kind} layer={node.layer} /> : null}
      <span className="picture-name">{node.name}</span>
      {hasKind ? <span className="picture-kind">{kindText(node)}</span> : null}
      {replicas === "" ? null : <span className="picture-replicas">{replicas}</span>}
    </div>
  )
})
