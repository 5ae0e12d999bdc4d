package homelab.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a dead engine leaves on the machine: container processes, mounts, control groups, files, its bridge. */
record Leftovers(Path home, Bridge bridge) {
    static Leftovers of(Path home, Bridge bridge) {
        return new Leftovers(home, bridge);
    }

    void remove() {
        shims().forEach(shim -> {
            shim.descendants().forEach(ProcessHandle::destroyForcibly);
            shim.destroyForcibly();
        });
        mounts().forEach(mount -> Shell.out("umount", "-l", mount));
        Shell.out("rm", "-rf", home.toString());
        controlGroups();
        bridge.remove();
    }

    /** The engine's directory is in the arguments of each process that it left. */
    private List<ProcessHandle> shims() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(args -> String.join(" ", args).contains(home + "/exec/"))
                        .isPresent())
                .toList();
    }

    private List<String> mounts() {
        try (var lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.map(line -> line.split(" ", 6)[4])
                    .filter(mount -> mount.startsWith(home + "/"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In cgroup v1 one per controller, in v2 one. */
    private void controlGroups() {
        try (var controllers = Files.list(Path.of("/sys/fs/cgroup"))) {
            Stream.concat(Stream.of(Path.of("/sys/fs/cgroup")), controllers)
                    .map(controller -> controller.resolve(bridge.name()))
                    .filter(Files::isDirectory)
                    .forEach(group -> Shell.out("find", group.toString(), "-depth", "-type", "d", "-delete"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
