package homelab.web.page;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Fills the templates in {@code /page}. */
final class Templates {
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
        return engine.process(template, context(model, now));
    }

    /** Some of a page, by the names of their fragments. */
    String fragments(String template, Set<String> names, Map<String, Object> model, Instant now) {
        return engine.process(template, names, context(model, now));
    }

    private Context context(Map<String, Object> model, Instant now) {
        var all = new HashMap<>(model);
        all.put("assets", assets);
        all.put("times", new Times(now));
        return new Context(Locale.ENGLISH, all);
    }
}
