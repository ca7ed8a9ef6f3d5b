/** What is to be seen at an instant, in the picture's own coordinates (CSS pixels at scale 1). */
export interface Picture {
  /** "checkout at 3:04.250" */
  readonly title: string
  readonly nodes: readonly PictureNode[]
  readonly edges: readonly PictureEdge[]
  readonly particles: readonly PictureParticle[]
}

/** A component with the numbers of all its replicas together. */
export interface PictureNode {
  readonly id: string
  readonly label: string
  /** Upper left corner. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Its kind in words: "Load balancer". */
  readonly family: string
  readonly replicas: number
  /** Requests waiting. */
  readonly queue: number
  /** Requests worked on. */
  readonly busy: number
  /** Requests that can be worked on at once, null where nothing limits them. */
  readonly slots: number | null
  /** Calls to it under way. */
  readonly inFlight: number
}

export interface PictureEdge {
  /** Ids of nodes. */
  readonly from: string
  readonly to: string
  /** Corners of the path: x0, y0, x1, y1, …; a cubic Bézier curve where `isCurve` (4 points). */
  readonly points: readonly number[]
  readonly isCurve: boolean
  /** Calls a second; 0 for none. */
  readonly ratePerSecond: number
  /** Mean of those calls. */
  readonly latencyNs: number
}

/** A call that is under way. */
export interface PictureParticle {
  /** Its middle. */
  readonly x: number
  readonly y: number
  /** How it will end: the number of the outcome. */
  readonly outcome: number
  readonly isRetry: boolean
}
