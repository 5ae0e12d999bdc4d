package homelab.web.page;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Fills the templates in {@code /page}. */
final class Templates {
    /** An override or isolate that is not ended turns round whatever stands behind it on the page. */
    private static final Pattern TURNING = Pattern.compile("[\u202A-\u202E\u2066-\u2069]");

    private static final String SHOWN_INSTEAD = "\uFFFD";

    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final Assets assets;

    Templates(Assets assets) {
        this.assets = assets;
        var resolver = new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
        resolver.setPrefix("page/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCacheable(true);
        engine.setTemplateResolver(resolver);
        engine.setEnableSpringELCompiler(false);
    }

    /** A whole page. */
    String page(String template, Map<String, Object> model, Instant now) {
        return straight(engine.process(template, context(model, now)));
    }

    /** Some of a page, by the names of their fragments. */
    String fragments(String template, Set<String> names, Map<String, Object> model, Instant now) {
        return straight(engine.process(template, names, context(model, now)));
    }

    private static String straight(String html) {
        return TURNING.matcher(html).replaceAll(SHOWN_INSTEAD);
    }

    private Context context(Map<String, Object> model, Instant now) {
        var all = new HashMap<>(model);
        all.put("assets", assets);
        all.put("times", new Times(now));
        return new Context(Locale.ENGLISH, all);
    }
}
