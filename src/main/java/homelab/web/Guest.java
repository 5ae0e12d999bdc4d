package homelab.web;

import homelab.web.rest.Json;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.context.support.StandardServletEnvironment;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Spring's context without SpringApplication: no banner, no {@code application.*}, no shutdown hook, no logging of its
 * own, no scanning. Beans are ready objects; of Boot's configurations only those named here are taken.
 */
final class Guest {
    private static final int LONGEST_GOODBYE_MILLIS = 1000;

    private Guest() {}

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    @ImportAutoConfiguration({
        DispatcherServletAutoConfiguration.class,
        ServletWebSecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    static class Taken {}

    static AnnotationConfigServletWebServerApplicationContext context() {
        var context = new AnnotationConfigServletWebServerApplicationContext();
        context.setEnvironment(closed());
        var goodbye = new DefaultLifecycleProcessor();
        goodbye.setTimeoutPerShutdownPhase(LONGEST_GOODBYE_MILLIS);
        context.registerBean("lifecycleProcessor", DefaultLifecycleProcessor.class, () -> goodbye);
        context.registerBean(WebMvcConfigurer.class, JsonOnly::new);
        context.register(Taken.class);
        return context;
    }

    /** A SERVER_PORT or SPRING_… that happens to be set on this machine must mean nothing here. */
    private static StandardServletEnvironment closed() {
        var environment = new StandardServletEnvironment();
        var sources = environment.getPropertySources();
        sources.stream().map(source -> source.getName()).toList().forEach(sources::remove);
        return environment;
    }

    /** This door speaks JSON whatever the Accept header says. */
    private static final class JsonOnly implements WebMvcConfigurer {
        @Override
        public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
            negotiation.ignoreAcceptHeader(true).defaultContentType(Json.TYPE);
        }

        @Override
        public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
            converters.withJsonConverter(new JacksonJsonHttpMessageConverter(Json.MAPPER));
        }
    }
}
