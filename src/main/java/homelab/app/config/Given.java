package homelab.app.config;

/** A value as somebody wrote it, not yet understood. */
record Given(String text, Origin origin) {}
