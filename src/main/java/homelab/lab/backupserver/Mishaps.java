package homelab.lab.backupserver;

import homelab.lab.proxmox.Certificates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What may go wrong between a client and the server. Each holds until {@link #end}. */
public final class Mishaps {
    private final List<Mishap> mishaps = new ArrayList<>();
    private Optional<Face> face = Optional.empty();

    private record Mishap(Pattern paths, Reply instead) {}

    void at(Face shown) {
        face = Optional.of(shown);
    }

    /** @param paths a pattern, as {@code /admin/.*} */
    public void refuses(String paths, int status, String body) {
        add(paths, Reply.text(status, body));
    }

    /** @param body what comes as the answer, with status 200 */
    public void answers(String paths, String body) {
        add(paths, Reply.text(200, body));
    }

    /** No answer comes, and the connection stays open. */
    public void hangs(String paths) {
        add(paths, Reply.SILENCE);
    }

    private synchronized void add(String paths, Reply instead) {
        mishaps.add(new Mishap(Pattern.compile(paths), instead));
    }

    /** The server takes connections and ends them. */
    public void falls() {
        face.ifPresent(it -> it.up(false));
    }

    /** It shows another certificate from now on. */
    public void certificateChanges() {
        face.ifPresent(it -> it.shows(Certificates.second()));
    }

    /** All answers are as they should be again. */
    public synchronized void end() {
        mishaps.clear();
        face.ifPresent(it -> it.up(true));
    }

    synchronized Optional<Reply> of(String path) {
        return mishaps.stream()
                .filter(one -> one.paths().matcher(path).matches())
                .map(Mishap::instead)
                .findFirst();
    }
}
