/**
 * Whether the tests run at full length: every scenario, and as many events as are pinned (`npm run test:long`).
 * `npm test` runs the same tests on less.
 */
export const LONG = process.env.ORRERY_TESTS === "long"
