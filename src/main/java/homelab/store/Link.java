package homelab.store;

import homelab.model.Incident;
import homelab.model.JournalEntry;
import homelab.store.Verdict.Head;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One row of the journal as it stands in its columns. Numbers are text here, so that a check sees just what is stored. */
record Link(
        String chain,
        String seq,
        String at,
        String what,
        @Nullable String incident,
        String text,
        String prevHash,
        String hash) {

    /** What the first entry of a chain follows. */
    static final String BEGINNING = "0".repeat(64);

    private static final int NOTHING = -1;

    static Link after(Head last, JournalEntry entry) {
        var seq = Long.toString(last.seq() + 1);
        var at = Column.of(entry.at());
        var what = Column.of(entry.what());
        var incident =
                entry.incident().map(Incident.Id::number).map(String::valueOf).orElse(null);
        var text = Column.of(entry.text());
        var hash = sha256(last.chain(), seq, at, what, incident, text, last.hash());
        return new Link(last.chain(), seq, at, what, incident, text, last.hash(), hash);
    }

    static Link of(ResultSet row, int ignored) throws SQLException {
        return new Link(
                row.getString("chain"),
                row.getString("seq"),
                row.getString("at"),
                row.getString("what"),
                row.getString("incident"),
                row.getString("text"),
                row.getString("prev_hash"),
                row.getString("hash"));
    }

    /** Empty where somebody has put something else in the number's place. */
    OptionalLong number() {
        return seq.matches("-?[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(seq)) : OptionalLong.empty();
    }

    Optional<Head> head() {
        return number().isPresent() ? Optional.of(new Head(chain, number().getAsLong(), hash)) : Optional.empty();
    }

    String computedHash() {
        return sha256(chain, seq, at, what, incident, text, prevHash);
    }

    /** Each field is led by its length in bytes, so that no two different rows are the same bytes. */
    private static String sha256(@Nullable String... fields) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var field : fields) {
                var bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(field == null ? NOTHING : bytes.length)
                        .flip());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
