package homelab.app.config;

import java.nio.file.Path;

/** Where a value was written. */
sealed interface Origin {
    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }

    /** Both numbers count from 1. */
    record InFile(Path file, int line, int column) implements Origin {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    record Variable(String name) implements Origin {
        @Override
        public String toString() {
            return "environment " + name;
        }
    }

    /** A file that holds the value alone. */
    record NamedFile(Path file, Origin namedBy) implements Origin {
        @Override
        public String toString() {
            return "file " + file + " (" + namedBy + ")";
        }
    }
}
