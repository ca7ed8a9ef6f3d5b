import { spawn } from "node:child_process"

/** How each system opens an address in the browser that its user chose. */
const OPENERS: Readonly<Record<string, readonly [command: string, ...words: string[]]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
  linux: ["xdg-open"],
}

/** Opens an address, where the system can; says nothing where it cannot, since the address is on the screen too. */
export function openBrowser(url: string): void {
  const [command, ...words] = OPENERS[process.platform] ?? ["xdg-open"]
  const child = spawn(command, [...words, url], { stdio: "ignore", detached: true })
  child.on("error", () => undefined)
  child.unref()
}
