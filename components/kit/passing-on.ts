import type { ComponentDefinition } from "./contract.ts"
import type { ComponentReference } from "./reference.ts"

/**
 * What a kind says of itself that passes every request on to one component, under the name it came with. `target` is
 * the parameter that names the component; `expected` how many of its requests get there, a lower bound;
 * `fresh` what a new one needs beside it.
 */
export function passesOn<Target extends string>(
  target: Target,
  expected: number,
  fresh: Readonly<Record<string, unknown>> = {},
): Pick<ComponentDefinition<Readonly<Record<Target, ComponentReference>>>, "offer" | "calls" | "editing"> & {
  forward(params: Readonly<Record<Target, ComponentReference>>, request: string): ReturnType<typeof onward>
} {
  return {
    editing: {
      fresh: { [target]: "{to}", ...fresh },
      calls: { in: "params", path: [target], names: "component", goesWith: [[]] },
    },
    offer: (params) => ({ like: [params[target].component] }),
    calls: (params) => [
      {
        to: { refersTo: "operation", component: params[target].component, operation: undefined },
        path: [target],
        conditional: false,
        detached: false,
        expected,
        passesName: true,
      },
    ],
    forward: (params, request) => onward(params[target].component, request),
  }
}

function onward(component: string, request: string) {
  const operation = request === "" ? undefined : request
  return { to: { refersTo: "operation" as const, component, operation }, call: 0 }
}
