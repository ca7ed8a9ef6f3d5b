/** The number at a path such as `load.users.latencyMs.mean`; of an estimate its value. Throws where there is none. */
export function metricAt(report: object, path: string): number {
  let at: unknown = report
  for (const step of path.split(".")) at = memberOf(at, step)
  const value = typeof at === "number" ? at : memberOf(at, "value")
  if (typeof value === "number" && Number.isFinite(value)) return value
  throw new Error(`the report has no number at ${path}`)
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
}
