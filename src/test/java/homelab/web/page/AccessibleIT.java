package homelab.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import homelab.web.FakeDesk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of page, by day and by night, on a desk and on a phone: readable for all, and no wider than the screen. */
class AccessibleIT extends BrowserTest {
    @ParameterizedTest
    @CsvSource({
        "the first page with its hosts and its shadow score, /, What it only watched",
        "the first page with its cluster, /, stopped by ann@pve",
        "an incident that asks, /incidents/INC-41, Waits for your answer",
        "an incident that is over, /incidents/INC-36, Minute by minute",
        "all incidents, /incidents, All incidents",
        "an address that is not there, /nowhere, There is no such page"
    })
    void a_page_of_a_filled_homelab(String ignored, String path, String shows) {
        FilledHomelab.fill(door.desk, FakeDesk.NOON);
        var tab = in(Tab.of(chromium));

        tab.go(address(path));

        judge(tab, shows);
    }

    @Test
    void the_first_page_of_a_large_cluster() {
        door.desk.resources = FilledCluster.large(FakeDesk.NOON, 20, 2000).seen;
        var tab = in(Tab.of(chromium));

        tab.go(address("/"));

        judge(tab, "2099 guest2099, running");
    }

    @ParameterizedTest
    @CsvSource({"/, Nothing is wrong.", "/incidents, None so far."})
    void a_page_with_nothing_on_it(String path, String shows) {
        var tab = in(Tab.of(chromium));

        tab.go(address(path));

        judge(tab, shows);
    }

    @Test
    void a_page_that_cannot_be_made() {
        var tab = in(Tab.of(chromium));
        door.desk.broken = true;

        assertThat(tab.go(address("/")).status()).isEqualTo(500);

        judge(tab, "This page could not be made");
    }

    @ParameterizedTest
    @CsvSource({"/, You need a link", "/enter/x, This link does not open"})
    void a_page_for_who_has_no_session(String path, String shows) {
        var tab = watched(Tab.of(chromium));

        tab.go(address(path));

        judge(tab, shows);
    }

    @Test
    void the_page_that_a_link_leads_to() {
        var tab = watched(Tab.of(chromium));

        tab.go(link());

        judge(tab, "Open the dashboard");
    }

    /** Of what passed, that it did; nothing more. */
    private static AxeRunOptions briefly() {
        var options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return options;
    }

    private static void judge(Tab tab, String shows) {
        tab.page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true })");
        assertThat(tab.text("body")).containsIgnoringCase(shows);
        for (var width : List.of(Tab.DESK, Tab.PHONE)) {
            tab.page.setViewportSize(width, 900);
            assertThat(tab.page.evaluate("() => document.documentElement.scrollWidth"))
                    .as("how wide it is at " + width + " px")
                    .isEqualTo(width);
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                tab.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                assertThat(violations(tab)).as(scheme + " at " + width + " px").isEmpty();
            }
        }
    }

    private static List<String> violations(Tab tab) {
        var found = new ArrayList<String>();
        var results =
                new AxeBuilder(tab.page).setLegacyMode(true).options(briefly()).analyze();
        assertThat(results.getPasses()).as("what axe judged").isNotEmpty();
        for (var violation : results.getViolations())
            for (var node : violation.getNodes())
                found.add(violation.getId() + ": " + node.getHtml() + "\n" + node.getFailureSummary());
        return found;
    }
}
