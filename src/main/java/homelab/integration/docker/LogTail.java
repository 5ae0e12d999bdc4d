package homelab.integration.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import homelab.model.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last lines of a log, taken from a stream that may be without end, with lines that may be without end. What was
 * read before the stream broke is kept. Safe to ask while another thread reads.
 */
final class LogTail {
    private static final int LONGEST_LINE = 1000;
    private static final int MOST_READ = 8 << 20;

    private final boolean framed;
    private final int lines;
    private final int bytes;
    private final Deque<String> kept = new ArrayDeque<>();
    private int size;

    /**
     * @param framed Docker puts 8 bytes before each piece, unless the container has a terminal
     * @param bytes the most to keep
     */
    LogTail(boolean framed, int lines, int bytes) {
        this.framed = framed;
        this.lines = lines;
        this.bytes = bytes;
    }

    void read(InputStream log) throws IOException {
        var out = new Line();
        var err = new Line();
        var read = 0;
        if (!framed) {
            for (var b = log.read(); b >= 0 && read < MOST_READ; b = log.read(), read++) out.add(b);
        } else {
            for (var head = log.readNBytes(8); head.length == 8 && read < MOST_READ; head = log.readNBytes(8)) {
                var line = head[0] == 2 ? err : out;
                // Four bytes without a sign, so a hostile length is merely long.
                var length = ByteBuffer.wrap(head, 4, 4).getInt() & 0xFFFF_FFFFL;
                for (; length > 0 && read < MOST_READ; length--, read++) {
                    var b = log.read();
                    if (b < 0) break;
                    line.add(b);
                }
            }
        }
        out.end();
        err.end();
    }

    synchronized List<String> lines() {
        return List.copyOf(kept);
    }

    private synchronized void keep(String line) {
        kept.addLast(line);
        size += bytes(line);
        while (kept.size() > lines || size > bytes) size -= bytes(kept.removeFirst());
    }

    private static int bytes(String line) {
        return line.getBytes(UTF_8).length;
    }

    /** A line being read; what exceeds the longest is dropped. */
    private final class Line {
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private boolean begun;

        void add(int b) {
            begun = true;
            if (b == '\n') end();
            else if (text.size() < LONGEST_LINE * 4) text.write(b);
        }

        void end() {
            if (begun) keep(Text.harmless(text.toString(UTF_8), LONGEST_LINE));
            text.reset();
            begun = false;
        }
    }
}
