package homelab.web.enter;

import homelab.model.Text;
import homelab.web.rest.Json;
import homelab.web.rest.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/** How somebody is told no: as a program or as a person. */
public enum NoEntry {
    JSON {
        @Override
        public void say(HttpServletResponse response, int status, String why) throws IOException {
            Json.write(response, status, new Problem(why));
        }
    },
    PAGE {
        @Override
        public void say(HttpServletResponse response, int status, String why) throws IOException {
            var sentence = why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1) + ".";
            new PlainPage(status, "No entry", "<p>" + HtmlUtils.htmlEscape(sentence) + "</p>\n").write(response);
        }
    };

    private static final int LONGEST_NAME = 100;

    /** @param why a sentence without a capital and a full stop, as the errors of REST are */
    public abstract void say(HttpServletResponse response, int status, String why) throws IOException;

    static String quoted(String outside) {
        return "\"" + Text.harmless(outside, LONGEST_NAME) + "\"";
    }
}
