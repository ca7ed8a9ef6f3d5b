/** What sidecars ask their control plane for: news, held back until there are some, and a certificate. */
export const PUSH = "push"
export const CERTIFICATE = "certificate"
