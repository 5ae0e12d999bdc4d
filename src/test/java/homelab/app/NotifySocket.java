package homelab.app;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A datagram socket as systemd has one, and what came to it. */
final class NotifySocket implements AutoCloseable {
    private static final String END = "END";
    private static final MethodHandle SOCKET =
            call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND = call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECV =
            call("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final Datagram self;
    private final int socket;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Thread listening;

    NotifySocket(String path) throws Throwable {
        self = new Datagram(path);
        try (var arena = Arena.ofConfined()) {
            var address = self.address(arena);
            socket = (int) SOCKET.invokeExact(1, 2, 0);
            var bound = (int) BIND.invokeExact(socket, address, (int) address.byteSize());
            if (bound != 0) throw new IllegalStateException("cannot bind " + path);
        }
        listening = Thread.ofPlatform().daemon().start(this::listen);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle call(String name, FunctionDescriptor shape) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
    }

    private void listen() {
        try (var arena = Arena.ofConfined()) {
            var buffer = arena.allocate(4096);
            for (var text = ""; !text.equals(END); ) {
                var length = (long) RECV.invokeExact(socket, buffer, buffer.byteSize(), 0);
                text = new String(buffer.asSlice(0, Math.max(0, length)).toArray(JAVA_BYTE), UTF_8);
                heard.add(text);
            }
            var ignored = (int) CLOSE.invokeExact(socket);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() throws IOException {
        self.send(END);
        await().until(() -> !listening.isAlive());
    }
}
