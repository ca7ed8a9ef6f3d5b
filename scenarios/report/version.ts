/** Version of the engine that a report names: that of the package, kept equal by a test. */
export const ENGINE_VERSION = "0.1.0"
