package homelab.faults;

import homelab.cli.Cli;
import homelab.cli.Machine;
import homelab.cli.Reach;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.Optional;

/** The command line before a running agent. */
record Terminal(Machine machine) {
    static Terminal of(Watch watch) {
        var reach = new Reach(watch.data(), "127.0.0.1", watch.port(), Optional.empty());
        return new Terminal(Machine.of(reach, InstantSource.system()));
    }

    /** All that it prints. */
    String run(String... words) {
        var printed = new StringWriter();
        var writer = new PrintWriter(printed, true);
        var ignored = new Cli(machine, writer, writer).run(words);
        return printed.toString();
    }
}
