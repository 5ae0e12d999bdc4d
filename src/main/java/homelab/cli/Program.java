package homelab.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the commands ask of the program that they start. */
public interface Program {
    String version();

    InstantSource clock();

    /** Reads the configuration; never fails, for what is wrong with it is among its settings. */
    Configured configure(Optional<Path> file);

    /**
     * Runs the agent before a simulated homelab until it is told to stop; takes no configuration but where the door is.
     *
     * @param script what happens there
     * @param out takes each line for people; called by several threads
     * @return the exit code
     */
    int demo(String script, Consumer<String> out);

    /** The program with its configuration. */
    interface Configured {
        Settings settings();

        /** Where the agent is, as far as the configuration could be read. */
        Reach reach();

        /**
         * Runs the agent until it is told to stop. Only when there are no mistakes.
         *
         * @param out what its owner should read at once, beside the log
         * @return the exit code
         */
        int run(Consumer<String> out);

        JournalVerdict verifyJournal();

        /** Looks at all that is configured, also when there are mistakes. Changes nothing. */
        List<Examined> examine();
    }
}
