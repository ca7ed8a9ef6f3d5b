import { type OracleCase, stated, users, type Variant } from "../case.ts"

const HALF = [5, 10]
const CURVE = [1, 2, 5, 10, 20, 50, 100]

export const q03: OracleCase = {
  id: "Q03",
  variants: [...HALF.map((servers) => point(servers, 0.5)), ...CURVE.map((servers) => point(servers, 0.8))],
  read: (pools) => [
    ...HALF.map((servers) => ({
      key: `P_wait(c=${servers},a=${servers / 2})`,
      value: pools(nameOf(servers, 0.5)).shareAboveZero("server.wait"),
    })),
    ...CURVE.map((servers) => ({
      key: `T_mean_s(c=${servers},rho=0.8)`,
      value: pools(nameOf(servers, 0.8)).meanSeconds("users.latency"),
    })),
  ],
}

function point(servers: number, load: number): Variant {
  const perSecond = servers * load
  const server = `concurrency: ${servers}, operations: { serve: [{ work: exponential 1s }] }`
  return {
    name: nameOf(servers, load),
    yaml: users(`open: poisson ${perSecond}/s`, server),
    ...stated(1e6, perSecond),
  }
}

function nameOf(servers: number, load: number): string {
  return `${servers} at ${load}`
}
