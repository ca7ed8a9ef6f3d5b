export { leastConnections } from "./least-connections.ts"
export { powerOfChoices } from "./power-of-choices.ts"
export { random } from "./random.ts"
export { roundRobin } from "./round-robin.ts"
