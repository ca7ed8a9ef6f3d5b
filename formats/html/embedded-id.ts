/** The element of a page that holds a run. Apart from what reads it, which a page without one does not load. */
export const EMBEDDED_ID = "orrery-run"
