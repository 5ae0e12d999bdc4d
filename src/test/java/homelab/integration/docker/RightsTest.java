package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may and may not be asked of an engine, tried without doing anything. */
@Timeout(20)
class RightsTest extends EngineLookedAt {
    @Test
    void says_once_what_a_direct_socket_means_and_sends_nothing_but_looks_and_harmless_probes() {
        var seen = look(true);

        assertThat(seen)
                .isEqualTo(after(
                        FINE,
                        "OK right to heal: start, restart and unpause are allowed",
                        "ADVICE excess rights: nothing is refused, as at the engine's own socket: whoever may use it, the"
                                + " agent too, is root on the engine's host",
                        "put a socket proxy between, as packaging/compose.yaml does, and name its socket in DOCKER_HOST",
                        "OK containers: there is none"));
        assertThat(engine.requests())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(LOOKS.stream(), PROBES.stream()).toList());
    }

    @Test
    void a_rootless_engine_behind_its_own_socket_is_no_root() {
        engine.on("/info", FakeEngine.json("""
                {"ID":"E","SystemTime":"2026-01-01T00:00:00Z","SecurityOptions":["name=seccomp","name=rootless"]}"""));

        assertThat(look(true))
                .contains("OK excess rights: nothing is refused, as at the engine's own socket: whoever may use it, the"
                        + " agent too, is as mighty as the user that this rootless engine runs as");
    }

    @Test
    void a_proxy_that_lets_only_looks_through_is_enough_to_watch_and_too_little_to_heal() {
        for (var probe : PROBES.subList(3, PROBES.size())) engine.on(probe.replace(" homelab doctor", ""), FORBIDDEN);
        var refused = Stream.of("start", "restart", "unpause")
                .map(word -> "right to heal: POST /containers/<id>/" + word + " is refused (answered 403), ")
                .toList();
        var cure = "have the socket proxy let it through, as packaging/compose.heal.yaml does";

        var watching = look(false);
        var healing = look(true);

        assertThat(watching)
                .isEqualTo(after(
                        FINE,
                        "ADVICE " + refused.get(0) + "which is enough while it only observes",
                        "to let it heal, " + cure,
                        "ADVICE " + refused.get(1) + "which is enough while it only observes",
                        "to let it heal, " + cure,
                        "ADVICE " + refused.get(2) + "which is enough while it only observes",
                        "to let it heal, " + cure,
                        "OK excess rights: create, exec, remove, pull and volumes are refused",
                        "OK containers: there is none"));
        assertThat(healing)
                .isEqualTo(after(
                        FINE,
                        "PROBLEM " + refused.get(0) + "though the agent is to heal",
                        cure,
                        "PROBLEM " + refused.get(1) + "though the agent is to heal",
                        cure,
                        "PROBLEM " + refused.get(2) + "though the agent is to heal",
                        cure,
                        "OK excess rights: create, exec, remove, pull and volumes are refused",
                        "OK containers: there is none"));
    }

    @Test
    void a_proxy_of_the_time_before_unpause_is_named() {
        engine.on("POST /containers/" + ZEROS + "/unpause", FORBIDDEN);

        assertThat(look(true))
                .contains("PROBLEM right to heal: POST /containers/<id>/unpause is refused (answered 403), though the"
                        + " agent is to heal")
                .noneMatch(line -> line.startsWith("OK right to heal"));
    }

    @Test
    void a_proxy_that_lets_create_through_is_a_problem_for_each_excess() {
        engine.on("/images/create", FakeEngine.status(405, "")).on("/volumes/create", FORBIDDEN);
        var cure = "have the socket proxy refuse it; of POST it needs only /containers/<id>/(start|restart|unpause),"
                + " see packaging/socket-proxy/haproxy.cfg";

        var seen = look(true);

        assertThat(seen)
                .isEqualTo(after(
                        FINE,
                        "OK right to heal: start, restart and unpause are allowed",
                        "PROBLEM excess rights: POST /containers/create is let through: whoever can create a container"
                                + " is root on the engine's host",
                        cure,
                        "PROBLEM excess rights: POST /containers/<id>/exec is let through: any command can be run in"
                                + " any container",
                        cure,
                        "PROBLEM excess rights: DELETE /containers/<id> is let through: containers can be removed",
                        cure,
                        "OK containers: there is none"));
    }

    @Test
    void a_proxy_that_lets_all_that_is_tried_through_is_not_taken_for_the_engines_own_socket() {
        engine.on("/homelab-agent-doctor", FORBIDDEN);

        assertThat(look(true))
                .contains("ADVICE excess rights: POST /volumes/create is let through: volumes can be made")
                .noneMatch(line -> line.contains("own socket"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"message\":\"no such page\"}", "Not Found"})
    void nor_is_one_that_does_not_know_what_no_engine_knows_in_an_engines_words(String body) {
        engine.on("/homelab-agent-doctor", FakeEngine.status(404, body));

        assertThat(look(true))
                .filteredOn(line -> line.startsWith("PROBLEM excess rights: "))
                .hasSize(3);

        engine.on("/version", FakeEngine.json("""
                {"Version":"5.4.0","ApiVersion":"1.41","Components":[{"Name":"Podman Engine"}]}"""));

        assertThat(look(true)).anyMatch(line -> line.startsWith("ADVICE excess rights: nothing is refused"));
    }

    @Test
    void a_no_in_a_proxys_words_is_not_taken_for_the_engines() {
        var proxys = FakeEngine.status(400, "{\"message\":\"this request is not allowed here\"}");
        for (var probe : List.of("/containers/create", "/volumes/create", "/images/create")) engine.on(probe, proxys);
        engine.on("/containers/" + ZEROS + "/exec", proxys);

        assertThat(look(true))
                .filteredOn(line -> line.startsWith("UNKNOWN right to "))
                .extracting(line -> line.split(" ", -1)[3])
                .containsExactly("create:", "exec:", "pull:", "volume:");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500})
    void an_engine_in_trouble_lacks_no_right(int status) {
        engine.on("/containers/json", FakeEngine.status(status, "{\"message\":\"not now\"}"));

        assertThat(look(true))
                .containsSequence(
                        "PROBLEM list: GET /containers/json?all=1: the engine answered " + status + ": not now",
                        "see its log (journalctl -u docker), and that of the proxy before it, if there is one");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 405})
    void a_list_that_is_refused_in_any_way_is_a_missing_right(int status) {
        engine.on("/containers/json", FakeEngine.status(status, "no\n"));

        assertThat(look(true))
                .containsSequence(
                        "PROBLEM right to look: GET /containers/json?all=1: the engine answered " + status + ": no",
                        "have the socket proxy let it through, as packaging/socket-proxy/haproxy.cfg does");
    }

    @Test
    void a_container_that_went_after_the_list_is_nothing_to_be_told() {
        engine.on("/containers/json", FakeEngine.json("[{\"Id\":\"c1\"},{\"Id\":\"c2\"}]"))
                .on("/containers/c1/json", NO_SUCH);
        container("c2", "{\"Name\":\"/c2\",\"State\":{\"Status\":\"exited\"}}");

        assertThat(look(true)).noneMatch(line -> line.startsWith("UNKNOWN containers"));
    }

    @Test
    void says_nothing_of_an_excess_that_it_could_not_tell() {
        for (var probe : PROBES.subList(6, 10)) engine.on(probe.replace(" homelab doctor", ""), FORBIDDEN);
        engine.on("/volumes/create", FakeEngine.status(404, "{\"message\":\"not here\"}"));

        assertThat(look(true))
                .contains(
                        "UNKNOWN right to volume: POST /volumes/create was neither let through nor refused: answered 404")
                .noneMatch(line -> line.contains("excess rights"));
    }

    @Test
    void a_404_in_other_words_than_an_engines_is_neither_yes_nor_no() {
        engine.on("POST /containers/" + ZEROS + "/start", FakeEngine.status(404, "404 page not found"))
                .on("POST /containers/" + ZEROS + "/restart", FakeEngine.status(404, "{\"message\":\"not allowed\"}"));

        assertThat(look(true))
                .doesNotContain("OK right to heal: start, restart and unpause are allowed")
                .containsSubsequence(
                        "UNKNOWN right to start: POST /containers/<id>/start was neither let through nor refused:"
                                + " answered 404",
                        "UNKNOWN right to restart: POST /containers/<id>/restart was neither let through nor refused:"
                                + " answered 404");
    }

    @Test
    void probes_nothing_by_an_id_that_is_somebodys() {
        engine.on("/containers/json", FakeEngine.json("[{\"Id\":\"c1\",\"Names\":[\"/" + ZEROS + "\"]}]"))
                .on("/containers/c1/json", FakeEngine.json("{}"));

        var seen = look(true);

        assertThat(seen)
                .contains("UNKNOWN rights: not tried: a container may have the name that they are tried on because it"
                        + " should be nobody's");
        assertThat(engine.requests()).containsExactlyInAnyOrderElementsOf(after(LOOKS, "GET /containers/c1/json"));
    }

    @Test
    void probes_nothing_while_the_list_cannot_be_read_whole() {
        engine.on("/containers/json", FakeEngine.json("[{\"Id\":\"c1\"},{\"Id\":\"../\"}]"))
                .on("/containers/c1/json", FakeEngine.json("{}"));

        look(true);

        assertThat(engine.requests()).containsExactlyInAnyOrderElementsOf(after(LOOKS, "GET /containers/c1/json"));
    }

    @Test
    void probes_nothing_while_the_list_is_refused() {
        engine.on("/containers/json", FORBIDDEN);

        assertThat(look(true))
                .isEqualTo(after(
                        FINE.subList(0, 3),
                        "PROBLEM right to look: GET /containers/json?all=1: the engine answered 403: Forbidden",
                        "have the socket proxy let it through, as packaging/socket-proxy/haproxy.cfg does",
                        "UNKNOWN rights: not tried: without the list it cannot be told that the id they are tried on is"
                                + " nobody's",
                        "mend the list first"));
        assertThat(engine.requests()).containsExactlyInAnyOrderElementsOf(LOOKS);
    }

    @Test
    void names_each_right_to_look_that_is_missing() {
        engine.on("/containers/" + ZEROS + "/logs", FORBIDDEN).on(FakeEngine.REPLAY, FORBIDDEN);

        assertThat(look(true))
                .containsSubsequence(
                        "ADVICE right to look: GET /containers/<id>/logs is refused (answered 403), so a cause in a log"
                                + " is not found",
                        "have the socket proxy let it through, as packaging/socket-proxy/haproxy.cfg does",
                        "PROBLEM right to look: GET /events is refused (answered 403)",
                        "have the socket proxy let it through, as packaging/socket-proxy/haproxy.cfg does")
                .doesNotContain("OK right to look: list, inspect, logs and events are allowed");
    }
}
