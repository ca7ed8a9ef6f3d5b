import { assert, compileDistribution, hashText } from "../../engine/index.ts"
import type { BuildContext, Built } from "../kit/contract.ts"
import { ClientActor } from "./actor.ts"
import { ClosedPace } from "./closed-pace.ts"
import { Mix, RequestDraws } from "./draws.ts"
import type { ClientLoad, ClosedLoad } from "./load-schema.ts"
import { arrivalsOf, OpenPace } from "./open-pace.ts"
import type { Pace, Span } from "./pace.ts"
import { classNames, requestClasses } from "./request-classes.ts"
import { loadTally } from "./tally.ts"

type ClientContext = BuildContext<unknown, ClientLoad>

/** One replica of a client. */
export function buildClient(context: ClientContext): Built {
  const { load, operations } = context
  const classes = requestClasses(load)
  const actor = new ClientActor(context.sim, context.self, {
    pace: paceOf(context),
    mix: new Mix(
      classes.map(({ share }) => share),
      context.stream("mix"),
    ),
    draws: new RequestDraws(classes, context),
    routes: classes.map(({ target, request, priority = 0, deadline = Infinity }) => ({
      port: context.port(target.component),
      operation: operations.numberOf(request ?? context.operationOf(target)),
      priority,
      deadlineNs: deadline,
    })),
    tally: loadTally(
      context.metrics,
      classNames(load, (reference) => context.operationOf(reference)),
    ),
    visit: hashText(context.instance, 0),
  })
  return { actor, start: () => actor.start() }
}

function paceOf(context: ClientContext): Pace {
  const { load, sim, self } = context
  const span: Span = { startNs: load.startAt, stopNs: load.stopAt ?? Infinity }
  if (load.closed !== undefined) return closedPace(context, load.closed, span)
  assert(load.open !== undefined, "the schema lets no load through that is neither open nor closed")
  const arrivals = arrivalsOf(load.open, (plan) => context.distribution(plan), context.stream("arrivals"))
  return new OpenPace(sim, self, span, arrivals)
}

function closedPace(context: ClientContext, closed: ClosedLoad, span: Span): Pace {
  return new ClosedPace(context.sim, context.self, span, {
    count: closed.clients,
    think: compileDistribution(context.distribution(closed.think)),
    staggerNs: closed.stagger,
    random: context.stream("think"),
  })
}
