import * as z from "zod"

/**
 * The one door where zod is set up; whoever makes schemas imports it (or schema.ts, which does) first.
 * Without `jitless`, zod would try `new Function`, which a strict content security policy forbids.
 */
z.config({ jitless: true })
