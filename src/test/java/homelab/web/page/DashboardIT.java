package homelab.web.page;

import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.WaitForSelectorState;
import homelab.integration.Desk.Reply;
import homelab.integration.Desk.Word;
import homelab.model.Incident;
import homelab.model.Person;
import homelab.model.Resolution;
import homelab.model.Stage;
import homelab.web.Examples;
import homelab.web.FakeDesk.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a person does with the dashboard, in a real browser. */
class DashboardIT extends BrowserTest {
    private static final Incident ASKING = Examples.awaiting(3, "web");
    private static final Said APPROVED = new Said(
            new Person("ann", "page"),
            new Word.Approve(
                    new Incident.Id(3), Optional.of(Examples.restart("web").hash())));

    @Test
    void a_link_opens_once() {
        var link = link();
        var first = watched(Tab.of(chromium));
        var second = watched(Tab.of(chromium));

        first.go(link);
        var opened = first.press("text=Open the dashboard");
        second.go(link);
        var refused = second.press("text=Open the dashboard");

        assertThat(opened).returns(200, Response::status).returns(address("/"), Response::url);
        assertThat(first.text("h1")).isEqualTo("Nothing is wrong.");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(second.text("main")).contains("This link does not open", "homelab link");
        assertThat(second.go(address("/")).status()).isEqualTo(401);
    }

    @Test
    void an_incident_appears_by_itself_and_goes_when_it_is_over() {
        var tab = in(Tab.of(chromium));
        tab.mark();
        assertThat(tab.text("#questions")).isEqualToIgnoringCase("Nothing waits for you");

        door.desk.incidents = List.of(ASKING);
        door.desk.change();
        tab.page.waitForSelector("#approve-INC-3");
        var asked = tab.text("#questions");
        var title = tab.page.title();
        door.desk.incidents = List.of(ASKING.at(new Stage.Resolved(Resolution.BY_ITSELF, NOON)));
        door.desk.change();
        tab.page.waitForSelector("#approve-INC-3", gone());

        assertThat(asked).contains("Restart web?", "Its risk is MEDIUM.", "Its data may be old.");
        assertThat(title).isEqualTo("1 question · Homelab Agent");
        assertThat(tab.text("#recent")).contains("INC-3", "recovered by itself");
        assertThat(tab.isMarked()).isTrue();
    }

    @Test
    void with_scripts_it_is_approved_without_loading_the_page_anew() {
        door.desk.incidents = List.of(ASKING);
        answering();
        var tab = in(Tab.of(chromium));
        tab.mark();

        tab.page.click("#approve-INC-3");
        tab.page.waitForSelector("#said:has-text('Approved.')");
        tab.page.waitForSelector("#approve-INC-3", gone());

        assertThat(door.desk.said).containsExactly(APPROVED);
        assertThat(tab.isMarked()).isTrue();
        assertThat(tab.page.url()).isEqualTo(address("/"));
    }

    @Test
    void a_question_that_opens_later_is_announced() {
        door.desk.incidents = List.of(Examples.fresh(3, "web"));
        var tab = in(Tab.of(chromium));
        var before = tab.page.textContent("#news");

        door.desk.incidents = List.of(ASKING);
        door.desk.change();
        tab.page.waitForSelector("#approve-INC-3");

        assertThat(before).isEmpty();
        assertThat(tab.page.textContent("#news")).isEqualTo("1 thing is wrong: web crashed. Answer 1 question.");
    }

    @Test
    void a_button_that_came_just_now_is_not_taken_as_pressed() {
        answering();
        var tab = in(Tab.of(chromium));
        tab.page.evaluate(PRESS_AT_ONCE);

        door.desk.incidents = List.of(ASKING);
        door.desk.change();
        tab.page.waitForFunction("() => window.pressed");
        assertThat(tab.page.locator("#approve-INC-3").isEnabled()).isTrue();
        tab.answer("#approve-INC-3");

        assertThat(door.desk.said).containsExactly(APPROVED);
    }

    @Test
    void the_second_half_of_a_double_click_is_not_a_second_word() {
        door.desk.incidents = List.of(ASKING);
        door.desk.answers(new Reply.Done("done", Optional.empty()));
        var tab = in(Tab.of(chromium));
        tab.page.evaluate(PRESS_AGAIN_WHEN_ANSWERED);

        tab.page.click("#approve-INC-3");
        tab.page.waitForFunction("() => window.pressed");
        tab.page.evaluate("() => fetch('/incidents').then(answer => answer.text())");

        assertThat(door.desk.said).containsExactly(APPROVED);
    }

    @Test
    void without_scripts_it_is_approved_by_a_form_and_news_come_by_reloading() {
        var tab = in(Tab.withoutScripts(chromium));
        door.desk.incidents = List.of(ASKING);
        answering();

        tab.press(".noscript a");
        var after = tab.press("#approve-INC-3");

        assertThat(after).returns(200, Response::status).returns(address("/"), Response::url);
        assertThat(door.desk.said).containsExactly(APPROVED);
        assertThat(tab.text("#said")).startsWith("Approved.");
        assertThat(tab.page.locator("#approve-INC-3").count()).isZero();
    }

    @Test
    void the_keyboard_alone_reaches_approve_and_presses_it() {
        door.desk.incidents = List.of(ASKING);
        answering();
        var tab = in(Tab.of(chromium));

        var way = new ArrayList<String>();
        while (!way.contains("approve-INC-3") && way.size() < 40) {
            tab.page.keyboard().press("Tab");
            way.add(tab.page.evaluate(FOCUSED).toString());
        }
        assertThat(way).startsWith("Skip to the content").endsWith("approve-INC-3");
        assertThat(way).noneMatch(stop -> stop.startsWith("unmarked"));
        tab.page.keyboard().press("Enter");
        tab.page.waitForSelector("#said:focus");

        assertThat(door.desk.said).containsExactly(APPROVED);
    }

    @Test
    void what_is_refused_without_a_word_of_the_page_is_said_on_it() {
        door.desk.incidents = List.of(ASKING);
        var tab = in(Tab.of(chromium));
        tab.page.evaluate("() => document.querySelectorAll('[name=_csrf]').forEach(one => one.remove())");

        tab.page.click("#approve-INC-3");
        tab.page.waitForSelector("#said:has-text('Nothing was done')");

        assertThat(tab.text("#said")).contains("Load this page again");
        assertThat(door.desk.said).isEmpty();
    }

    private static final String PRESS_AT_ONCE = """
            () => new MutationObserver((ignored, self) => {
              const button = document.getElementById('approve-INC-3')
              if (!button) return
              self.disconnect()
              button.click()
              window.pressed = true
            }).observe(document.body, { childList: true, subtree: true })""";

    private static final String PRESS_AGAIN_WHEN_ANSWERED = """
            () => new MutationObserver((ignored, self) => {
              if (!document.getElementById('said').textContent) return
              self.disconnect()
              document.getElementById('approve-INC-3').click()
              window.pressed = true
            }).observe(document.querySelector('.lines'), { childList: true, subtree: true, characterData: true })""";

    /** Where the focus is: an id or a text, with "unmarked" before it where nothing shows that. */
    private static final String FOCUSED = """
            () => {
              const one = document.activeElement, style = getComputedStyle(one)
              const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
              return (marked ? '' : 'unmarked ') + (one.id || one.textContent.trim())
            }""";

    /** An approval ends the question, as the loop would have it. */
    private static void answering() {
        door.desk.answer = word -> {
            door.desk.incidents = List.of(ASKING.at(new Stage.Resolved(Resolution.BY_PERSON, NOON)));
            return CompletableFuture.completedFuture(new Reply.Done("done", Optional.empty()));
        };
    }

    private static Page.WaitForSelectorOptions gone() {
        return new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED);
    }
}
