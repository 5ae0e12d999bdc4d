package homelab.web.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * What pages load: the style sheet and the scripts, compressed once, under addresses that change with their content. The
 * style sheet has its plain name too, for the pages of those who are not in.
 */
@RestController
public final class Assets {
    private static final String HTMX = "META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
    private static final String STREAMS = "META-INF/resources/webjars/htmx-ext-sse/2.2.2/sse.js";
    private static final String CSS = "text/css;charset=utf-8";
    private static final String JS = "text/javascript;charset=utf-8";
    private static final String SVG = "image/svg+xml";
    private static final Duration FOR_LONG = Duration.ofDays(365);
    private static final Duration FOR_A_WHILE = Duration.ofMinutes(5);

    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, ResponseEntity<byte[]>> plain = new HashMap<>();
    private final Map<String, ResponseEntity<byte[]>> packed = new HashMap<>();

    public Assets() {
        add("page.css", "assets/page.css", CSS);
        keep("page.css", CSS, CacheControl.maxAge(FOR_A_WHILE), read("assets/page.css"));
        add("htmx.js", HTMX, JS);
        add("sse.js", STREAMS, JS);
        add("live.js", "assets/live.js", JS);
        add("icon.svg", "assets/icon.svg", SVG);
    }

    /** Where a browser finds it, such as {@code /assets/page.5f2c….css}. */
    public String at(String name) {
        var address = addresses.get(name);
        if (address == null) throw new IllegalArgumentException("there is no asset " + name);
        return address;
    }

    @GetMapping("/assets/{file}")
    ResponseEntity<byte[]> get(
            @PathVariable String file,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String accepted) {
        var found = (accepted.contains("gzip") ? packed : plain).get(file);
        return found == null ? ResponseEntity.notFound().build() : found;
    }

    private void add(String name, String resource, String type) {
        var bytes = read(resource);
        var dot = name.lastIndexOf('.');
        var file = name.substring(0, dot) + "." + Digest.of(bytes) + name.substring(dot);
        addresses.put(name, "/assets/" + file);
        keep(file, type, CacheControl.maxAge(FOR_LONG).cachePublic().immutable(), bytes);
    }

    private void keep(String file, String type, CacheControl kept, byte[] bytes) {
        plain.put(file, answer(type, kept).body(bytes));
        packed.put(
                file,
                answer(type, kept).header(HttpHeaders.CONTENT_ENCODING, "gzip").body(gzip(bytes)));
    }

    private static ResponseEntity.BodyBuilder answer(String type, CacheControl kept) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, type)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .cacheControl(kept);
    }

    private static byte[] read(String resource) {
        try (var in = Assets.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException(resource + " is missing from this build");
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzip(byte[] plain) {
        var out = new ByteArrayOutputStream();
        try (var zip = new Tightest(out)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static final class Tightest extends GZIPOutputStream {
        Tightest(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
