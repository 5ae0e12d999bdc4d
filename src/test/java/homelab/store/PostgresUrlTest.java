package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.model.Secret;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://agent:hush@nas.lan:5432/homelab",
                "postgres://agent:hush@nas.lan:5432/homelab",
                "jdbc:postgresql://agent:hush@nas.lan:5432/homelab",
                "jdbc:postgresql://nas.lan:5432/homelab?user=agent&password=hush",
                "postgresql://agent@nas.lan:5432/homelab?password=hush"
            })
    void reads_both_forms_of_an_address(String text) {
        assertThat(PostgresUrl.parse(text))
                .isEqualTo(
                        new PostgresUrl("nas.lan:5432", "homelab", "agent", Optional.of(Secret.of("hush")), Map.of()));
    }

    @Test
    void takes_codes_several_hosts_and_options_and_no_password() {
        assertThat(PostgresUrl.parse("postgresql://the%20agent@[::1]:5433,nas.lan/home%2Flab?sslmode=verify-full"))
                .isEqualTo(new PostgresUrl(
                        "[::1]:5433,nas.lan",
                        "home/lab",
                        "the agent",
                        Optional.empty(),
                        Map.of("sslmode", "verify-full")));
        assertThat(PostgresUrl.parse("postgresql://agent:p+%40%3A%25@nas/homelab")
                        .password())
                .contains(Secret.of("p+@:%"));
        assertThat(PostgresUrl.parse("postgresql://agent:p@ss@nas/homelab").password())
                .contains(Secret.of("p@ss"));
    }

    @Test
    void prints_no_password() {
        assertThat(PostgresUrl.parse("postgresql://agent:hush@nas.lan:5432/homelab"))
                .hasToString("postgresql://nas.lan:5432/homelab");
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://agent:hush@nas/homelab, is no address of a PostgreSQL database",
        "postgresql://agent:hush@nas, is no address of a PostgreSQL database",
        "nas.lan, is no address of a PostgreSQL database",
        "postgresql://agent:hush@/homelab, names no host",
        "postgresql://agent:hush@nas lan/homelab, names no host",
        "postgresql://:hush@nas/homelab, names no user",
        "postgresql://nas/homelab, names no user",
        "postgresql://agent:hush@nas/homelab?ssl-mode=require, Did you mean \"sslmode\"?",
        "postgresql://agent:hush@nas/homelab?socketFactory=hush, Known here: user",
        "postgresql://agent:hush%@nas/homelab, write % itself as %25"
    })
    void says_how_to_write_what_it_cannot_read_without_telling_it(String text, String says) {
        assertThatThrownBy(() -> PostgresUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says)
                .hasMessageNotContaining("hush");
    }
}
