package homelab.web.page;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/** What was done a moment ago, told once on the next page. */
enum Flash {
    APPROVED("Approved. What is seen afterwards is told here."),
    REJECTED("Noted: it stays as it is."),
    PAUSED("Paused. Nothing new is begun; what is in flight finishes."),
    RESUMED("The agent goes on."),
    HEAL("The agent may heal from now on."),
    OBSERVE("The agent only watches from now on.");

    private static final String COOKIE = "homelab-said";

    private final String text;

    Flash(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Carries it over a redirect. */
    String cookie() {
        return cookie(name(), Duration.ofSeconds(20));
    }

    static String nothingLeft() {
        return cookie("", Duration.ZERO);
    }

    private static String cookie(String value, Duration age) {
        return ResponseCookie.from(COOKIE, value)
                .path("/")
                .httpOnly(true)
                .sameSite("Strict")
                .maxAge(age)
                .build()
                .toString();
    }

    static Optional<Flash> in(HttpServletRequest request) {
        var cookies = request.getCookies();
        if (cookies == null) return Optional.empty();
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .flatMap(cookie -> named(cookie.getValue()).stream())
                .findFirst();
    }

    private static Optional<Flash> named(@Nullable String name) {
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }
}
