import type { CheckContext } from "./context.ts"

/** Those that send have a load, and no others. */
export function checkLoad(context: CheckContext): void {
  for (const name of context.names) {
    if (context.definition(name)?.load === undefined || context.document.load[name] !== undefined) continue
    const message = `"${name}" has no entry under load, so it would send nothing`
    context.report({ code: "E-load-missing", path: ["components", name], isKey: true, message })
  }
  for (const name of Object.keys(context.document.load)) {
    const path = ["load", name]
    if (context.components[name] === undefined) context.unknownComponent(name, path, { isKey: true })
    else if (context.definition(name)?.load === undefined) {
      const message = `"${name}" sends nothing by itself; only clients have a load`
      context.report({ code: "E-load-unexpected", path, isKey: true, message })
    }
  }
}
