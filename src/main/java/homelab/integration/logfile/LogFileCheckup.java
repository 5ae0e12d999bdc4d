package homelab.integration.logfile;

import homelab.integration.Check;
import homelab.integration.Checkup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Looks whether the file of stories could be written.
 *
 * @param made the directory that the agent makes by itself
 */
record LogFileCheckup(Path file, Path made) implements Checkup {

    @Override
    public String part() {
        return "notifications";
    }

    @Override
    public void look(boolean healing, Consumer<Check> checks) {
        checks.accept(check());
    }

    private Check check() {
        var directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file))
            return Check.problem("file", file + " is a directory", "name a file in notify.file");
        if (Files.exists(file))
            return Files.isWritable(file)
                    ? Check.ok("file", file.toString())
                    : Check.problem(
                            "file",
                            "this user may not write to " + file,
                            "give it to the agent's user, or name another in notify.file");
        if (directory == null || !Files.exists(directory))
            return made.toAbsolutePath().equals(directory)
                    ? toBeMade()
                    : Check.problem(
                            "file",
                            "the directory of " + file + " does not exist",
                            "make it, or name another file in notify.file");
        return Files.isWritable(directory)
                ? toBeMade()
                : Check.problem(
                        "file",
                        "this user may make no file in " + directory,
                        "let the agent's user write there, or name another file in notify.file");
    }

    private Check toBeMade() {
        return Check.ok("file", file + ", to be made with the first story");
    }
}
