package homelab.engine;

import java.util.stream.IntStream;

/** A network bridge with a subnet that no other engine on this machine has. */
record Bridge(String name) {
    /** The name is the lock: of two that add the same one, the second fails and tries the next. */
    static Bridge add() {
        var start = (int) (ProcessHandle.current().pid() % 200);
        return IntStream.range(0, 200)
                .map(step -> (start + step) % 200 + 1)
                .filter(n -> !Shell.out("ip", "-4", "-o", "addr").contains("172.31." + n + "."))
                .filter(n -> Shell.run(10_000, java.util.List.of("ip", "link", "add", "hle" + n, "type", "bridge"))
                                .code()
                        == 0)
                .mapToObj(n -> {
                    var bridge = new Bridge("hle" + n);
                    Shell.must("ip", "addr", "add", "172.31." + n + ".1/24", "dev", bridge.name);
                    Shell.must("ip", "link", "set", bridge.name, "up");
                    return bridge;
                })
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free bridge; `ip link` shows those named hle*"));
    }

    void remove() {
        Shell.out("ip", "link", "del", name);
    }
}
