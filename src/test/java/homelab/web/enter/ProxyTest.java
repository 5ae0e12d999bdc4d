package homelab.web.enter;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Secret;
import homelab.web.OpenDoor;
import homelab.web.Visitor;
import homelab.web.WebConfig;
import homelab.web.WebException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The client of these tests comes from 127.0.0.1: sometimes the trusted proxy, sometimes somebody who claims to be one. */
class ProxyTest {
    @Test
    void behind_tls_the_cookie_is_secure_and_the_page_its_own() throws WebException {
        try (var door = behind("127.0.0.0/8")) {
            var entered = door.send(browser(door.form("/enter", "link=" + door.secret()), "198.51.100.7"));

            assertThat(entered.statusCode()).isEqualTo(303);
            assertThat(entered.headers().firstValue("Set-Cookie").orElseThrow())
                    .matches("homelab-session=[0-9A-F]{32}; Path=/; Secure; HttpOnly; SameSite=Strict");
            var ann = new Visitor(door, OpenDoor.cookie(entered));
            assertThat(ann.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void the_other_way_of_writing_it_is_understood_too() throws WebException {
        try (var door = behind("127.0.0.1")) {
            var entered = door.send(door.form("/enter", "link=" + door.secret())
                    .header("Forwarded", "for=\"[2001:db8::1]:4711\";proto=https;host=\"homelab.example.org\"")
                    .header("Origin", "https://homelab.example.org"));

            assertThat(entered.statusCode()).isEqualTo(303);
            assertThat(entered.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure;");
        }
    }

    @Test
    void a_forged_header_beside_the_proxys_own_is_not_believed() throws WebException {
        try (var door = behind("127.0.0.1")) {
            var refused = door.send(browser(door.bare("/"), "198.51.100.7")
                    .setHeader("X-Forwarded-Host", "homelab.example.org, evil.example"));
            var taken = door.send(browser(door.bare("/"), "198.51.100.7")
                    .header("Forwarded", "host=evil.example;proto=http")
                    .setHeader("X-Forwarded-Host", "evil.example, homelab.example.org"));

            assertThat(refused.statusCode()).isEqualTo(421);
            assertThat(taken.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void each_address_behind_it_is_counted_for_itself() throws WebException {
        try (var door = behind("127.0.0.1")) {
            for (var i = 0; i < Attempts.MOST_BY_ADDRESS; i++) guess(door, "203.0.113." + i + ", 198.51.100.7");

            var same = guess(door, "192.0.2.9, 198.51.100.7");
            var other = guess(door, "198.51.100.8");

            assertThat(same.statusCode()).isEqualTo(429);
            assertThat(other.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void nobody_else_is_believed() throws WebException {
        for (var proxy : List.of("192.0.2.1", "10.0.0.0/8", ""))
            try (var door = behind(proxy)) {
                var foreign = enter(door, "198.51.100.7");
                var entered = door.send(claims(door.form("/enter", "link=" + door.secret()), "198.51.100.7")
                        .header("Forwarded", "host=evil.example;proto=https"));
                for (var i = 0; i < Attempts.MOST_BY_ADDRESS; i++)
                    door.send(claims(door.form("/enter", "link=wrong"), "203.0.113." + i));
                var barred = door.send(claims(door.form("/enter", "link=wrong"), "198.51.100.99"));

                assertThat(foreign.statusCode()).isEqualTo(403);
                assertThat(entered.statusCode()).isEqualTo(303);
                assertThat(entered.headers().firstValue("Set-Cookie").orElseThrow())
                        .doesNotContain("Secure");
                assertThat(barred.statusCode()).isEqualTo(429);
            }
    }

    @Test
    void a_claimed_host_does_not_hide_the_real_one() throws WebException {
        try (var door = behind("192.0.2.1")) {
            var claims = "Host: evil.example\r\nX-Forwarded-Host: homelab.example.org\r\n";

            assertThat(door.raw("GET / HTTP/1.1\r\n" + claims + "Connection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 421 ");
        }
    }

    private static OpenDoor behind(String proxy) throws WebException {
        return new OpenDoor(new WebConfig(
                "127.0.0.1",
                0,
                Optional.of(Secret.of(OpenDoor.TOKEN)),
                List.of(PublicName.parse("https://homelab.example.org")),
                proxy.isEmpty() ? List.of() : List.of(Network.parse(proxy))));
    }

    private static HttpResponse<String> enter(OpenDoor door, String hops) {
        return door.send(browser(door.form("/enter", "link=" + door.secret()), hops));
    }

    private static HttpResponse<String> guess(OpenDoor door, String hops) {
        return door.send(browser(door.form("/enter", "link=wrong"), hops));
    }

    private static HttpRequest.Builder browser(HttpRequest.Builder request, String hops) {
        return claims(request, hops).header("Origin", "https://homelab.example.org");
    }

    private static HttpRequest.Builder claims(HttpRequest.Builder request, String hops) {
        return request.header("X-Forwarded-For", hops)
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "homelab.example.org");
    }
}
