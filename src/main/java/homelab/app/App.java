package homelab.app;

import homelab.app.config.Config;

/** The whole agent, wired once. */
final class App {
    private App() {}

    /** Runs until it is told to stop. */
    @SuppressWarnings("DoNotCallSuggester") // a placeholder
    static int run(Config config) {
        throw new IllegalStateException("the agent's parts are not wired yet; nothing was started on " + config.data());
    }
}
