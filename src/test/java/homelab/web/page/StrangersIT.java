package homelab.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import homelab.web.Examples;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages of others try with the browser of somebody who is in. */
class StrangersIT extends BrowserTest {
    private static final String APPROVE = "/incidents/INC-3/approve";

    @BeforeEach
    void something_is_asked() {
        door.desk.incidents = List.of(Examples.awaiting(3, "web"));
    }

    @Test
    void a_name_that_was_bent_to_lead_here_shows_nothing() {
        var tab = Tab.of(chromium);

        var answer = tab.go("http://" + Chromium.STRANGER + ":" + door.web.port() + "/");

        assertThat(answer.status()).isEqualTo(421);
        assertThat(tab.text("main")).contains("No entry", Chromium.STRANGER);
        tab.close();
    }

    @Test
    void a_form_without_the_word_that_only_our_pages_have_does_nothing() {
        var tab = in(Tab.withoutScripts(chromium));
        tab.page.route("**" + APPROVE, StrangersIT::withoutCsrf);

        var answer = tab.press("#approve-INC-3");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(tab.text("main")).contains("No entry", "load the page again");
        assertThat(door.desk.said).isEmpty();
    }

    private static void withoutCsrf(Route route) {
        var body = route.request().postData();
        route.resume(new Route.ResumeOptions().setPostData(body.replaceAll("_csrf=[^&]*&?", "")));
    }

    /** The first is another site; of the second the browser sends our cookie along, since ports do not count. */
    @ParameterizedTest
    @ValueSource(strings = {"http://" + Chromium.STRANGER + ":1/", "http://127.0.0.1:1/"})
    void a_form_on_the_page_of_a_stranger_does_nothing_even_when_it_knows_all(String stranger) {
        var tab = in(Tab.of(chromium));
        var csrf = tab.page.locator("[name=_csrf]").first().inputValue();
        tab.page.route(
                stranger,
                route -> route.fulfill(
                        new Route.FulfillOptions().setContentType("text/html").setBody(form(csrf))));

        tab.go(stranger);
        var answer = tab.press("button");

        assertThat(answer).returns(403, Response::status).returns(address(APPROVE), Response::url);
        assertThat(tab.text("main")).contains("No entry", "only its own pages may");
        assertThat(door.desk.said).isEmpty();
    }

    private static String form(String csrf) {
        return """
                <!doctype html><title>Win a prize</title><link rel="icon" href="data:,">
                <form method="post" action="%s">
                <input name="_csrf" value="%s"><input name="remedy" value="%s"><button>Win</button></form>
                """.formatted(address(APPROVE), csrf, Examples.restart("web").hash());
    }
}
