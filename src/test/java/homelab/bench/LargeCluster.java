package homelab.bench;

import homelab.lab.proxmox.Exchange;
import homelab.lab.proxmox.LargeHome;
import homelab.lab.proxmox.ProxmoxLab;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Measures the whole agent, in a process of its own, before a simulated cluster with very many guests. */
final class LargeCluster {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int NODES = 20;
    private static final int LOOKS = 8;

    private final Path homelab;
    private final Path folder;
    private final int guests;

    private LargeCluster(Path homelab, Path folder, int guests) {
        this.homelab = homelab;
        this.folder = folder;
        this.guests = guests;
    }

    /** @param args the program, a folder to work in, and how many guests, once or several times */
    static void main(String[] args) throws Exception {
        System.out.println("guests  first look ms  full look ms  the bare list ms  ratio  most requests  most in flight"
                + " per node  RSS MB");
        for (var number : List.of(args).subList(2, args.length)) {
            var folder = Files.createDirectories(Path.of(args[1], number));
            new LargeCluster(Path.of(args[0]), folder, Integer.parseInt(number)).measure();
        }
        System.out.println("goals                        5000                                     60               3");
    }

    private void measure() throws Exception {
        try (var lab = ProxmoxLab.open(LargeHome.of(NODES, guests), InstantSource.system(), ignored -> {})) {
            var list = bareList(lab);
            lab.forgetExchanges();
            var agent = start(lab);
            try {
                var looks = looks(lab);
                var later = looks.subList(1, looks.size());
                var full = median(later.stream().map(LargeCluster::length).toList());
                System.out.printf(
                        Locale.ROOT,
                        "%6d  %13d  %12d  %16d  %5.1f  %13d  %23d  %6d%n",
                        guests,
                        length(looks.getFirst()).toMillis(),
                        full.toMillis(),
                        list.toMillis(),
                        (double) full.toNanos() / list.toNanos(),
                        looks.stream().mapToInt(List::size).max().orElse(0),
                        lab.mostInFlight(),
                        memory(agent));
                for (var violation : lab.violations()) System.out.println("violation: " + violation);
            } finally {
                agent.destroy();
                agent.waitFor();
            }
        }
    }

    private Process start(ProxmoxLab lab) throws IOException {
        var builder = new ProcessBuilder(homelab.toString(), "run")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        var environment = builder.environment();
        environment.put("HOMELAB_DATA", folder.resolve("data").toString());
        environment.put("PROXMOX_HOST", lab.address().toString());
        environment.put("PROXMOX_TOKEN_ID", LargeHome.TOKEN.fullId());
        environment.put("PROXMOX_TOKEN_SECRET", LargeHome.TOKEN.secret());
        environment.put("PROXMOX_FINGERPRINT", lab.fingerprint());
        environment.put("DOCKER_HOST", "unix://" + folder.resolve("no-engine.sock"));
        environment.put("DASHBOARD_PORT", "18096");
        environment.put("MONITOR_INTERVAL", Long.toString(INTERVAL.toSeconds()));
        return builder.start();
    }

    /** The requests of each full look; each begins by asking who is in the cluster. */
    private static List<List<Exchange>> looks(ProxmoxLab lab) throws InterruptedException {
        var end = System.nanoTime() + INTERVAL.multipliedBy(LOOKS * 3L).toNanos();
        while (begun(lab) <= LOOKS) {
            var ignored = lab.happen();
            if (System.nanoTime() > end) throw new IllegalStateException("the agent looks no more");
            Thread.sleep(200);
        }
        var looks = new ArrayList<List<Exchange>>();
        for (var one : lab.exchanges()) {
            if (one.path().equals("/cluster/status")) looks.add(new ArrayList<>());
            if (!looks.isEmpty()) looks.getLast().add(one);
        }
        return looks.subList(0, LOOKS);
    }

    private static long begun(ProxmoxLab lab) {
        return lab.exchanges().stream()
                .filter(one -> one.path().equals("/cluster/status"))
                .count();
    }

    private static Duration length(List<Exchange> look) {
        return Duration.between(look.getFirst().at(), look.getLast().at());
    }

    /** What a client that knows nothing takes for the list of all guests, connection included; the median of five. */
    private static Duration bareList(ProxmoxLab lab) throws Exception {
        var took = new ArrayList<Duration>();
        for (var time = 0; time < 5; time++) {
            try (var client = HttpClient.newBuilder().sslContext(believingAll()).build()) {
                var begun = System.nanoTime();
                var answer = client.send(
                        HttpRequest.newBuilder(lab.address().resolve("/api2/json/cluster/resources"))
                                .header("Authorization", LargeHome.TOKEN.header())
                                .build(),
                        BodyHandlers.ofByteArray());
                if (answer.statusCode() != 200) throw new IllegalStateException("the lab answers " + answer);
                took.add(Duration.ofNanos(System.nanoTime() - begun));
            }
        }
        return median(took);
    }

    /** For the peer alone: the lab's certificate is its own. */
    private static SSLContext believingAll() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Believing()}, new SecureRandom());
        return context;
    }

    private static final class Believing extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static long memory(Process agent) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + agent.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    private static Duration median(List<Duration> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }
}
