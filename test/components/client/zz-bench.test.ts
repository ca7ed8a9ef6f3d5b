import {test} from "vitest"
import { runWorld } from "/work/main/test/components/client/support/world.ts"
import { buildWorld } from "/work/main/test/components/client/support/world.ts"
test("b",()=>{
const loads = { one: { open: "poisson 1000/s", to: "pay" }, mix: { open: "poisson 1000/s", to: "pay", mix: { a: {share:"20%"}, b:{share:"80%"} }, keys: "zipf n=1e6 s=1.1", bytes: "lognormal p50=2kB p99=64kB" } }
for (const [name, load] of Object.entries(loads)) for (let r=0;r<3;r++) {
  const w = buildWorld(load, { serviceNs: 5e6 })
  ;(w.probe as any).onRequest = function(frame: number) { (this as any).simulation.after(5e6, 1, 8, frame) }
  ;(w.probe as any).onTimer = function(_k: number, frame: number) { (this as any).simulation.reply(frame, 0) }
  w.start()
  const t = process.cpuUsage(); w.sim.run(2000e9); const u = process.cpuUsage(t)
  console.log(name, ((u.user+u.system)*1e3/2e6).toFixed(0), "ns per request in all")
}

},120000)