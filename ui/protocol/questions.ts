import type {
  AggregatePath,
  Causes,
  Exemplar,
  ExemplarChoice,
  HeatGrid,
  LatencyDistribution,
  LatencyHeat,
  LatencyRange,
  Red,
  TimeRange,
  Waterfall,
  WhySlow,
  WhyWaiting,
} from "../playback/questions/index.ts"
import type { BranchId } from "./feed.ts"

/** Whose calls: a component by its name, or null for the requests that clients made. */
export type SubjectName = string | null

/**
 * What can be asked about a branch (ui/playback/questions), by name: what goes with the question, and the answer.
 * Components in answers are numbers in the order of the topology's nodes.
 */
export interface Questions {
  readonly red: { asks: { subject: SubjectName; window: TimeRange }; answers: Red }
  readonly whyWaiting: { asks: { subject: SubjectName; window: TimeRange }; answers: WhyWaiting }
  readonly heat: { asks: { subject: SubjectName; window: TimeRange; grid: HeatGrid }; answers: LatencyHeat }
  readonly distribution: { asks: { subject: SubjectName; window: TimeRange }; answers: LatencyDistribution }
  /** Of the clients' requests that ended in the window; above a quantile of them where one is given. */
  readonly path: {
    asks: { window: TimeRange; latency?: LatencyRange; aboveQuantile?: number }
    answers: AggregatePath
  }
  readonly causes: { asks: { subject: SubjectName; window: TimeRange; latency: LatencyRange }; answers: Causes }
  readonly exemplar: {
    asks: { subject: SubjectName; window: TimeRange; latency: LatencyRange; choice: ExemplarChoice }
    answers: Exemplar | null
  }
  readonly waterfall: { asks: { root: number }; answers: Waterfall }
  readonly whySlow: { asks: { root: number }; answers: WhySlow }
  /** A level or measure of a subject by column of the window; see TrackColumns. */
  readonly track: {
    asks: { subject: SubjectName; measure: MeasureName; window: TimeRange; columns: number }
    answers: TrackAnswer
  }
}

export type MeasureName = "inFlight" | "queued" | "busy" | "latency" | "failed"

/** By column. Where nothing was noted `least` and `most` are infinite and `mean` is NaN. */
export interface TrackAnswer {
  readonly least: Float32Array
  readonly most: Float32Array
  readonly mean: Float64Array
  /** Calls that ended, a second; 0 for a level. */
  readonly perSecond: Float64Array
}

export type QuestionName = keyof Questions
export type Asks<Q extends QuestionName> = Questions[Q]["asks"]
export type Answers<Q extends QuestionName> = Questions[Q]["answers"]

/** A question as it is sent. */
export interface Question<Q extends QuestionName> {
  readonly name: Q
  readonly branch: BranchId
  readonly asks: Asks<Q>
}
