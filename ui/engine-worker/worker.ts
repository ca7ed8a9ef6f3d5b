import { expose } from "comlink"
import { Engine } from "./engine.ts"
import { messageScheduler } from "./scheduler.ts"

expose(new Engine(messageScheduler()))
