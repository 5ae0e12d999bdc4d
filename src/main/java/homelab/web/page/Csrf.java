package homelab.web.page;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.csrf.CsrfToken;

/** What a form must carry to show that it comes from our own page; empty where nothing asks for it. */
record Csrf(String name, String value) {
    static Csrf of(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? new Csrf(token.getParameterName(), token.getToken())
                : new Csrf("", "");
    }
}
