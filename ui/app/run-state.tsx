import { useSession } from "../state/context.ts"
import { type PageState, shownBranch, usePage } from "../state/page.ts"
import { durationText } from "../words/time.ts"

/** How far the run has been simulated, in words and as a bar; pressed, it stops and goes on. */
export function RunState() {
  const session = useSession()
  const text = usePage(runText)
  const share = usePage(simulatedShare)
  const isPaused = usePage(({ progress }) => progress?.isPaused ?? false)
  const isRunning = usePage(({ stage }) => stage === "running")
  const branch = usePage((state) => state.branch)
  if (text === "") return null
  const bar = (
    <>
      <span>{text}</span>
      {isRunning ? <progress max={1} value={share} aria-label="Simulated so far" /> : null}
    </>
  )
  if (!isRunning) {
    return (
      <p className="run-state" data-testid="run-state">
        {bar}
      </p>
    )
  }
  const title = isPaused ? "Go on simulating" : "Stop simulating here"
  return (
    <button
      type="button"
      className="button run-state"
      data-testid="run-state"
      title={title}
      onClick={() => void (isPaused ? session.engine.resume(branch) : session.engine.pause(branch))}
    >
      {bar}
      <span className="visually-hidden">. {title}</span>
    </button>
  )
}

function simulatedShare(state: PageState): number {
  const durationNs = shownBranch(state)?.topology.scenario.durationNs ?? 1
  return Math.min(1, (state.progress?.nowNs ?? 0) / durationNs)
}

function runText(state: PageState): string {
  const { stage, progress } = state
  if (stage === "reading") return "Reading"
  if (stage === "invalid") return "Not run"
  if (stage === "crashed") return "Crashed"
  if (stage === "ready") {
    const stoppedBy = progress?.stoppedBy ?? null
    return stoppedBy === null ? `Ran ${durationText(progress?.nowNs ?? 0)}` : `Stopped by ${stoppedBy}`
  }
  if (stage !== "running") return ""
  const percent = Math.floor(simulatedShare(state) * 100)
  return progress?.isPaused === true ? `Stopped at ${percent} %` : `Simulating ${percent} %`
}
