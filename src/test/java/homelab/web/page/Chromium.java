package homelab.web.page;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The system's own browser, without a window. Nothing is downloaded, and it finds nobody but this machine, which has
 * {@link #STRANGER} as a second name.
 */
final class Chromium implements AutoCloseable {
    /** A name that somebody else bent to lead here. */
    static final String STRANGER = "stranger.example";

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final double PATIENCE_MILLIS = 15_000;
    private static final String NAMES = "MAP " + STRANGER + " 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setArgs(List.of(
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--host-resolver-rules=" + NAMES)));

    /** Skips the calling test where there is no Chromium; with CI=true that is a failure instead. */
    static void require() {
        if (Files.isExecutable(PROGRAM)) return;
        var reason = PROGRAM + " is not there; install chromium";
        if ("true".equals(System.getenv("CI"))) fail("CI must run this test, but " + reason);
        abort("skipped: " + reason);
    }

    /** A browser of its own kind: how wide it is, whether it is dark, whether it runs scripts. */
    BrowserContext as(int width, ColorScheme scheme, boolean scripts) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, width < 600 ? 800 : 900)
                .setColorScheme(scheme)
                .setJavaScriptEnabled(scripts)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setTimezoneId("UTC"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return context;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
