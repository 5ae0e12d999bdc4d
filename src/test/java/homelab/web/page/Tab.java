package homelab.web.page;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A page in a browser of its own, with what it asked for and what it complained about. */
final class Tab implements AutoCloseable {
    static final int DESK = 1400;
    static final int PHONE = 380;

    /** What the browser and htmx write about every answer from 400 on, whether it was meant or not. */
    private static final Pattern REFUSED = Pattern.compile(
            "(Failed to load resource: the server responded with a|Response) [Ss]tatus .*", Pattern.DOTALL);

    final Page page;
    private final BrowserContext context;
    private final List<String> typed = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private Tab(BrowserContext context) {
        this.context = context;
        page = context.newPage();
        page.onRequest(request -> asked.add(request.url()));
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())
                    && !REFUSED.matcher(message.text()).matches()) complaints.add(message.text());
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("a dialog: " + dialog.message());
            dialog.dismiss();
        });
    }

    static Tab of(Chromium chromium) {
        return new Tab(chromium.as(DESK, ColorScheme.LIGHT, true));
    }

    static Tab onPhone(Chromium chromium) {
        return new Tab(chromium.as(PHONE, ColorScheme.LIGHT, true));
    }

    static Tab withoutScripts(Chromium chromium) {
        return new Tab(chromium.as(DESK, ColorScheme.LIGHT, false));
    }

    /** Addresses that do not begin so, and that nobody typed. */
    List<String> askedBeside(String address) {
        return asked.stream()
                .filter(one -> !one.startsWith(address) && !typed.contains(one))
                .toList();
    }

    /** Errors and warnings in the console, among them what the content security policy stopped; and dialogs. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    Response go(String address) {
        typed.add(address);
        var response = page.navigate(address);
        if (response == null) throw new AssertionError("no answer from " + address);
        return response;
    }

    /** Presses this, and waits for the page that it leads to. */
    Response press(String selector) {
        var answer = page.waitForResponse(Tab::isPage, () -> page.click(selector));
        answer.finished();
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
        return answer;
    }

    /** Presses this as somebody does who reads first: what came just now is not taken as meant. */
    void answer(String selector) {
        await().pollInSameThread().until(() -> page.evaluate(ANSWER, selector).equals(true));
    }

    private static final String ANSWER = """
            selector => {
              const button = document.querySelector(selector)
              const answered = document.getElementById('said').textContent !== ''
              if (!answered && button && !button.disabled) button.click()
              return answered
            }""";

    private static boolean isPage(Response response) {
        return response.request().isNavigationRequest() && response.status() / 100 != 3;
    }

    String text(String selector) {
        return page.locator(selector).innerText();
    }

    /** Remembers this document, so that it can be told from one that is loaded anew. */
    void mark() {
        page.evaluate("() => { window.marked = true }");
    }

    boolean isMarked() {
        return page.evaluate("() => window.marked === true").equals(true);
    }

    @Override
    public void close() {
        context.close();
    }
}
