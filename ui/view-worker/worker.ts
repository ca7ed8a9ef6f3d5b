import { expose, transfer } from "comlink"
import type { FeedMessage } from "../protocol/feed.ts"
import type { ViewApi } from "../protocol/view-api.ts"
import { buffersOf } from "./answers/ask.ts"
import { CanvasScreen } from "./canvas-screen.ts"
import { View } from "./view.ts"

/** Tasks in the order in which they were put off, each after messages that have come meanwhile. */
const { port1, port2 } = new MessageChannel()
const tasks: (() => void)[] = []
port2.onmessage = () => tasks.shift()?.()

const view = new View({
  later(task) {
    tasks.push(task)
    port1.postMessage(null)
  },
  nowMs: () => performance.now(),
})

const api: ViewApi = {
  connect(port) {
    view.onTaken = (taken) => port.postMessage(taken)
    port.onmessage = ({ data }: MessageEvent<FeedMessage>) => view.receive(data)
  },
  attach: (surface, canvas) => view.show(surface, new CanvasScreen(canvas)),
  setScene: (surface, scene) => view.setScene(surface, scene),
  layout: (request) => view.layout(request),
  want: (request) => view.want(request),
  pick: (surface, x, y) => view.pick(surface, x, y),
  stateAt: (branch, tNs) => view.stateAt(branch, tNs),
  extent: (branch) => view.extent(branch),
  step: (request) => view.step(request),
  edgeRates: (branch, fromNs, toNs) => view.edgeRates(branch, fromNs, toNs),
  density: (branch, window) => handedOver(view.density(branch, window)),
  ribbons: (branch, window) => handedOver(view.ribbons(branch, window)),
  difference: (branch, other, window, subject) => handedOver(view.difference(branch, other, window, subject)),
  sketch: (surface, branch, tNs) => handedOver(view.sketch(surface, branch, tNs)),
  trace: (request) => view.trace(request),
  ask: (question) => handedOver(view.ask(question)),
}

/** An answer whose arrays leave this thread with it. */
function handedOver<T>(answer: T): T {
  return transfer(answer, buffersOf(answer))
}

expose(api)
