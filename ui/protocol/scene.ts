/** Where things stand in the picture, in its own coordinates (CSS pixels at scale 1), and the colours they are drawn in. */
export interface Scene {
  readonly nodes: readonly SceneNode[]
  readonly edges: readonly SceneEdge[]
  readonly palette: Palette
  /** Calls drawn at most; of more a sample is drawn, stratified by outcome. */
  readonly particlesMax: number
}

export interface SceneNode {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Actors of its replicas; empty for a group that is drawn as one. */
  readonly actors: readonly number[]
  /** Requests one replica works on at once, null where nothing limits them. */
  readonly slots: number | null
  /** How much of its inside there is room for at this zoom. */
  readonly detail: "dot" | "node" | "inside"
}

export interface SceneEdge {
  /** Indexes of `nodes`. */
  readonly from: number
  readonly to: number
  /** Corners of the path from the caller to the callee: x0, y0, x1, y1, …; cubic Bézier where `isCurve` (4 points). */
  readonly points: readonly number[]
  readonly isCurve: boolean
}

/** Estate coordinates to device pixels: `x * scale + dx`. */
export interface SceneTransform {
  readonly scale: number
  readonly dx: number
  readonly dy: number
  /** Of the canvas, in device pixels. */
  readonly width: number
  readonly height: number
}

/** Colours as 0xRRGGBB. Outcomes have a shape as well. */
export interface Palette {
  readonly ink: number
  readonly faint: number
  readonly surface: number
  /** By number of the outcome. */
  readonly outcomes: readonly number[]
  readonly queue: number
  readonly busy: number
  readonly idle: number
  readonly highlight: number
  /** Slow to fast, for edges by latency. */
  readonly latency: readonly number[]
}
