import { nearest } from "../../components/kit/nearest.ts"
import { type CheckContext, listed } from "./context.ts"

/** Those that send have a load, and no others. */
export function checkLoad(context: CheckContext): void {
  for (const name of context.names) {
    if (!sends(name, context) || context.document.load[name] !== undefined) continue
    const message = `"${name}" has no entry under load, so it would send nothing`
    context.report({ code: "E-load-missing", path: ["components", name], isKey: true, message })
  }
  for (const name of Object.keys(context.document.load)) {
    const path = ["load", name]
    if (context.components[name] === undefined) {
      const idle = context.names.filter((one) => sends(one, context) && context.document.load[one] === undefined)
      const suggestion = nearest(name, idle)
      const message = `there is no client "${name}"; there are ${listed(context.names.filter((one) => sends(one, context)))}`
      context.report({ code: "E-unknown-node", path, isKey: true, message, found: name, suggestion })
    } else if (!sends(name, context)) {
      const message = `"${name}" sends nothing by itself; only clients have a load`
      context.report({ code: "E-load-unexpected", path, isKey: true, message })
    }
  }
}

function sends(component: string, context: CheckContext): boolean {
  return context.definition(component)?.load !== undefined
}
