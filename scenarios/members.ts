import type { AnyComponent } from "../components/kit/contract.ts"
import { nearest } from "../components/kit/nearest.ts"
import type { ProxyMember, ProxyRole, ProxyTarget } from "../components/kit/proxies.ts"
import { matchesPattern, parseLinkReference } from "../components/kit/reference.ts"
import type { ConnectionOptions } from "../engine/index.ts"
import { linkSchema } from "./document/link-schema.ts"
import type { ScenarioDocument } from "./document/schema.ts"
import type { ComponentPlan, LinkPlan, LinkRule, PolicyRule } from "./plan.ts"
import { componentOf } from "./run/registry.ts"
import { ruleFor } from "./run/rules.ts"
import type { ProblemAt } from "./text/problem-at.ts"

type Components = Readonly<Record<string, ComponentPlan>>

/** A call that no request of the caller's makes, and where in the document it comes from. */
export interface DerivedCall {
  readonly caller: string
  readonly to: string
  readonly at: readonly (string | number)[]
}

/** What the meshes of a document add to it. */
export interface Enlisted {
  /** All components, with the proxies. */
  readonly components: Components
  readonly policies: readonly PolicyRule[]
  readonly links: readonly LinkRule[]
  readonly calls: readonly DerivedCall[]
  readonly problems: readonly ProblemAt[]
}

interface Mesh {
  readonly name: string
  readonly entry: ComponentPlan
  readonly role: ProxyRole<unknown>
}

/** Puts a proxy beside each replica of what is a member of a mesh. */
export function enlistMembers(components: Components, document: ScenarioDocument): Enlisted {
  const problems: ProblemAt[] = []
  const all: Record<string, ComponentPlan> = Object.assign(Object.create(null), components)
  const links: LinkRule[] = []
  const policies: PolicyRule[] = []
  const calls: DerivedCall[] = []
  const owners = new Map<string, string>()
  for (const mesh of meshesOf(components)) {
    const { name: owner, entry, role } = mesh
    const names = membersOf(mesh, { components, owners, problems })
    const members = names.map((name) => memberOf(name, components, document))
    const services = servicesOf(members, components)
    all[owner] = { ...entry, params: role.enlist(entry.params, { members, services }) }
    for (const member of members) {
      const host = member.component
      const proxy = `${host}-sidecar`
      if (components[proxy] !== undefined) {
        const message = `the sidecars of "${host}" are called "${proxy}"; give this component another name`
        problems.push({ code: "E-name-taken", path: ["components", proxy], isKey: true, message, found: proxy })
      }
      const site = { owner, planes: entry.replicas, member }
      all[host] = { ...planOf(components, host), proxy }
      all[proxy] = proxyPlan(planOf(components, host), { host, ...role.proxy(entry.params, site) })
      policies.push(...policiesOf(proxy, member, mesh))
      links.push(...linksOf(proxy, member, { mesh, names, document }))
      calls.push(...callsOf(member, owner))
    }
  }
  return { components: all, policies, links, calls, problems }
}

function meshesOf(components: Components): readonly Mesh[] {
  return Object.entries(components).flatMap(([name, entry]) => {
    const role = componentOf(entry.kind).proxies
    return role === undefined ? [] : [{ name, entry, role }]
  })
}

function membersOf(
  { name: mesh, entry, role }: Mesh,
  the: { readonly components: Components; readonly owners: Map<string, string>; readonly problems: ProblemAt[] },
): readonly string[] {
  const { components, owners, problems } = the
  const able = Object.keys(components).filter((name) => mayJoin(componentOf(planOf(components, name).kind)))
  const joined = new Set<string>()
  for (const { pattern, path } of role.members(entry.params)) {
    const fitting = able.filter((name) => matchesPattern(pattern, name))
    const at = ["components", mesh, ...path]
    if (fitting.length === 0) {
      const known = components[pattern]
      const what = known === undefined ? `no component fits "${pattern}"` : `a ${known.kind} has no sidecar`
      const message = `${what}; ${able.length === 0 ? "there are none that can" : `there are ${able.join(", ")}`}`
      problems.push({
        code: "E-member-selects-nothing",
        path: at,
        message,
        found: pattern,
        suggestion: nearest(pattern, able),
      })
    }
    for (const name of fitting) {
      const other = owners.get(name)
      if (other !== undefined && other !== mesh) {
        const message = `"${name}" is a member of "${other}" already; its calls can go through one sidecar only`
        problems.push({ code: "E-member-twice", path: at, message, found: pattern })
      } else joined.add(name)
      owners.set(name, other ?? mesh)
    }
  }
  return [...joined].sort()
}

/** Clients stand outside, a balancer does its sidecar's work itself, and a mesh or a name for versions calls nobody. */
function mayJoin({ load, balances, proxies, versions }: AnyComponent): boolean {
  return load === undefined && balances !== true && proxies === undefined && versions === undefined
}

function memberOf(name: string, components: Components, document: ScenarioDocument): ProxyMember {
  const entry = planOf(components, name)
  const called = componentOf(entry.kind)
    .calls(entry.params, document.load[name])
    .map(({ to }) => to.component)
    .filter((callee) => components[callee] !== undefined)
  const targets = [...new Set(called)].sort().map((component): ProxyTarget => {
    const { kind, params } = planOf(components, component)
    return { component, versions: componentOf(kind).versions?.(params) }
  })
  return { component: name, replicas: entry.replicas, targets }
}

/** The members and whom they call; registries are not asked how they are. */
function servicesOf(members: readonly ProxyMember[], components: Components) {
  const names = members.flatMap((member) => [member.component, ...calleesOf(member).map(({ to }) => to)])
  return (
    [...new Set(names)]
      .sort()
      // A version that does not exist is reported where it is named.
      .filter((name) => components[name] !== undefined)
      .filter((name) => componentOf(planOf(components, name).kind).registry === undefined)
      .map((component) => ({ component, replicas: planOf(components, component).replicas }))
  )
}

function proxyPlan(
  { replicas, zones }: ComponentPlan,
  { host, kind, params }: { readonly host: string; readonly kind: string; readonly params: unknown },
): ComponentPlan {
  return { kind, profile: undefined, replicas, zones, weights: [], register: undefined, params, beside: host }
}

/** Whom a proxy calls, and under which name its replica did. */
function calleesOf({ targets }: ProxyMember): readonly { readonly to: string; readonly as: string }[] {
  return targets.flatMap(({ component, versions }) => {
    if (versions === undefined) return [{ to: component, as: component }]
    const mirror = versions.mirror === undefined ? [] : [versions.mirror.to]
    return [...new Set([...versions.versions, ...mirror])].map((to) => ({ to, as: component }))
  })
}

function policiesOf(proxy: string, member: ProxyMember, { entry, role }: Mesh): readonly PolicyRule[] {
  const rules = role.rules(entry.params)
  const asked = role.asks(entry.params, member.component).map((to) => ({ to, as: to }))
  return [...calleesOf(member), ...asked].map(({ to, as }) => {
    const rule = ruleFor(rules, member.component, to) ?? ruleFor(rules, member.component, as)
    return { from: proxy, to, policy: role.policy(entry.params, rule?.key) }
  })
}

function linksOf(
  proxy: string,
  member: ProxyMember,
  the: { readonly mesh: Mesh; readonly names: readonly string[]; readonly document: ScenarioDocument },
): readonly LinkRule[] {
  const { mesh, names, document } = the
  const rules = Object.entries(document.links).flatMap(([key, link]) => {
    const parsed = parseLinkReference(key)
    return "value" in parsed ? [{ from: parsed.value.from, to: parsed.value.to, link }] : []
  })
  const { component: host } = member
  const between = mesh.role.connections(mesh.entry.params)
  const asked = [mesh.name, ...mesh.role.asks(mesh.entry.params, host)].map((to) => ({ to, as: to }))
  const all = [...calleesOf(member), ...asked]
  const away = all.flatMap(({ to, as }) => {
    const written = (ruleFor(rules, host, to) ?? ruleFor(rules, host, as))?.link
    const connections = names.includes(to) ? between : undefined
    if (written === undefined && connections === undefined) return []
    return [{ from: proxy, to, link: withConnections(written ?? linkSchema.parse({}), connections) }]
  })
  const latency = mesh.role.loopback(mesh.entry.params)
  if (latency === undefined) return away
  // Of the two ways between a replica and its sidecar each request takes one, and its answer takes no time on it.
  const link: LinkPlan = { ...linkSchema.parse({}), latency, replyLatency: NO_TIME }
  return [...away, { from: host, to: proxy, link }, { from: proxy, to: host, link }]
}

const NO_TIME = linkSchema.parse({ latency: "constant 0ns" }).latency

/** What the document says of connections goes first, but for what their security takes. */
function withConnections(link: LinkPlan, connections: ConnectionOptions | undefined): LinkPlan {
  if (connections === undefined) return link
  const { max, keepAlive = true, handshakeRoundTrips = 0, idleTimeoutNs, streams = 1 } = connections
  const { requestsMax, ageMaxNs, initialWindow } = connections
  const made = { max, keepAlive, handshakeRoundTrips, idleTimeoutNs, streams, requestsMax, ageMaxNs, initialWindow }
  const written = link.connections
  if (written === undefined) return { ...link, connections: made }
  const roundTrips = Math.max(written.handshakeRoundTrips, handshakeRoundTrips)
  return { ...link, connections: { ...written, handshakeRoundTrips: roundTrips } }
}

/** What rules and faults may be about, though no operation says so. */
function callsOf(member: ProxyMember, owner: string): readonly DerivedCall[] {
  const { component: caller } = member
  const at = ["components", owner, "members"]
  const versions = calleesOf(member).filter(({ to, as }) => to !== as)
  return [
    { caller, to: owner, at },
    { caller: owner, to: caller, at },
    ...versions.map(({ to }) => ({ caller, to, at })),
  ]
}

function planOf(components: Components, name: string): ComponentPlan {
  const entry = components[name]
  if (entry === undefined) throw new Error(`"${name}" is not a component of the scenario`)
  return entry
}
