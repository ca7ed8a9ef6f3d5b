export { tcpListener } from "./tcp-listener.ts"
