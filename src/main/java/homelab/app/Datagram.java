package homelab.app;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Datagrams to a Unix socket, which Java's own channels cannot send: three calls of the C library. On Linux only.
 *
 * @param path of the socket; one that begins with {@code @} is in the abstract name space
 */
record Datagram(String path) {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    /** man 7 unix: {@code sun_path} has 108 bytes. */
    private static final int LONGEST = 107;

    Datagram {
        if (!(path.startsWith("/") || path.startsWith("@")) || path.getBytes(UTF_8).length > LONGEST)
            throw new IllegalArgumentException(
                    "\"" + path + "\" is no Unix socket: it begins with / or @ and has at most " + LONGEST + " bytes");
    }

    void send(String text) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var address = address(arena);
            var bytes = arena.allocateFrom(JAVA_BYTE, text.getBytes(UTF_8));
            var socket = (int) Calls.SOCKET.invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            if (socket < 0) throw new IOException("no socket could be made");
            try {
                var sent = (long) Calls.SENDTO.invokeExact(
                        socket, bytes, bytes.byteSize(), MSG_NOSIGNAL, address, (int) address.byteSize());
                if (sent < 0) throw new IOException("nobody takes datagrams at " + path);
            } finally {
                var ignored = (int) Calls.CLOSE.invokeExact(socket);
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("the C library cannot be called", e);
        }
    }

    /** A {@code struct sockaddr_un}: the family, then the path. An abstract name is as long as it is, with a zero before. */
    MemorySegment address(Arena arena) {
        var name = path.getBytes(UTF_8);
        var end = path.startsWith("@") ? 0 : 1;
        var address = arena.allocate(JAVA_SHORT.byteSize() + name.length + end, JAVA_SHORT.byteAlignment());
        address.set(JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(name, 0, address, JAVA_BYTE, JAVA_SHORT.byteSize(), name.length);
        if (path.startsWith("@")) address.set(JAVA_BYTE, JAVA_SHORT.byteSize(), (byte) 0);
        return address;
    }

    /** Found at first use, so that a machine without them loses nothing else. */
    private static final class Calls {
        static final MethodHandle SOCKET =
                call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        static final MethodHandle SENDTO = call(
                "sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

        @SuppressWarnings("restricted") // The launcher allows native access.
        private static MethodHandle call(String name, FunctionDescriptor shape) {
            var linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
        }
    }
}
