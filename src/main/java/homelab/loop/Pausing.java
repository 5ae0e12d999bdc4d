package homelab.loop;

import homelab.loop.act.Brake;
import homelab.model.Person;
import homelab.model.Setting;
import java.time.Instant;
import java.util.Optional;

/** The pause as a turn finds it. The file is this machine's; what others share must say so too, to outlive this process. */
final class Pausing {
    private Pausing() {}

    static Setting setting(boolean on, Person by, Instant at) {
        return new Setting("pause", on ? "on" : "off", by, at);
    }

    static void notice(Turn turn, boolean before) {
        if (turn.paused() == before) return;
        turn.journal(turn.paused() ? "pause-seen" : "pause-gone", turn.paused() ? "the agent is paused" : "it goes on");
    }

    /**
     * What this machine's file says goes into the database; what people said there stays.
     *
     * @param owner who this process is
     */
    static void share(Turn turn, Brake brake, String owner) {
        var file = new Person(owner, "file");
        var said = brake.inDatabase();
        var pauses = said.filter(Brake::pauses);
        var next = brake.isFileThere() && pauses.isEmpty()
                ? Optional.of(setting(true, file, turn.now()))
                : !brake.isFileThere()
                                && pauses.map(Setting::by).filter(file::equals).isPresent()
                        ? Optional.of(setting(false, file, turn.now()))
                        : Optional.<Setting>empty();
        next.ifPresent(setting -> {
            turn.set(setting);
            turn.reply(() -> brake.inDatabase(next));
        });
    }
}
