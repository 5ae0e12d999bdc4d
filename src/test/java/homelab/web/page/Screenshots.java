package homelab.web.page;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Takes the pictures for the docs from an agent that runs. */
final class Screenshots {
    private static final int TALLEST = 1700;

    private Screenshots() {}

    /** @param args a one-time link, and the directory for the pictures */
    static void main(String[] args) throws IOException {
        var directory = Path.of(args[1]);
        try (var chromium = new Chromium();
                var context = chromium.as(Tab.DESK, ColorScheme.LIGHT, true)) {
            var page = context.newPage();
            enter(page, args[0]);
            var home = page.url();
            var incident = page.locator("#questions a, #recent li a").first();
            var story = incident.count() == 0
                    ? home
                    : incident.evaluate("a => a.href").toString();
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                for (var width : List.of(Tab.DESK, Tab.PHONE)) {
                    var name = (scheme == ColorScheme.LIGHT ? "light" : "dark") + (width == Tab.DESK ? "" : "-phone");
                    page.setViewportSize(width, width == Tab.DESK ? 900 : 800);
                    shoot(page, home, directory.resolve("first-" + name + ".png"));
                    shoot(page, story, directory.resolve("incident-" + name + ".png"));
                }
            }
        }
    }

    static void enter(Page page, String link) {
        page.navigate(link);
        page.locator("button").first().click();
        page.waitForSelector("#main");
    }

    private static void shoot(Page page, String address, Path file) throws IOException {
        page.navigate(address);
        page.waitForSelector("#now");
        var shot =
                ImageIO.read(new ByteArrayInputStream(page.screenshot(new Page.ScreenshotOptions().setFullPage(true))));
        var cut = shot.getSubimage(0, 0, shot.getWidth(), Math.min(shot.getHeight(), TALLEST));
        ImageIO.write(cut, "png", file.toFile());
    }
}
