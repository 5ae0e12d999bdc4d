package homelab.web.page;

import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Measures what the first page of an agent that runs costs a browser that has nothing of it yet, by its own network log. */
final class FirstPage {
    private static final long LIMIT = 60 * 1024;

    private FirstPage() {}

    private record Loaded(String what, long bytes) {}

    /** @param args a one-time link */
    static void main(String[] args) {
        try (var chromium = new Chromium();
                var context = chromium.as(Tab.DESK, ColorScheme.LIGHT, true)) {
            var page = context.newPage();
            Screenshots.enter(page, args[0]);
            var network = context.newCDPSession(page);
            var asked = new HashMap<String, String>();
            var loaded = new ArrayList<Loaded>();
            network.on(
                    "Network.requestWillBeSent",
                    sent -> asked.put(
                            sent.get("requestId").getAsString(),
                            sent.getAsJsonObject("request").get("url").getAsString()));
            network.on(
                    "Network.loadingFinished",
                    end -> loaded.add(new Loaded(
                            asked.getOrDefault(end.get("requestId").getAsString(), "?"),
                            end.get("encodedDataLength").getAsLong())));
            network.send("Network.enable");
            network.send("Network.clearBrowserCache");

            page.navigate(page.url());
            page.waitForLoadState();
            // the stream of news never finishes
            page.waitForCondition(
                    () -> asked.values().stream().anyMatch(FirstPage::isStream) && loaded.size() >= asked.size() - 1);

            print(loaded, asked.size());
            if (sum(loaded) > LIMIT) System.exit(1);
        }
    }

    private static boolean isStream(String address) {
        return address.contains("/stream?");
    }

    private static void print(List<Loaded> loaded, int requests) {
        System.out.println("the first page with all it loads, compressed, headers included");
        for (var one : loaded)
            System.out.printf("  %6d  %s%n", one.bytes(), one.what().replaceAll("^http://[^/]*", ""));
        System.out.printf(
                "  %6d bytes (limit %d) in %d requests, one of them the stream of news%n",
                sum(loaded), LIMIT, requests);
    }

    private static long sum(List<Loaded> loaded) {
        return loaded.stream().mapToLong(Loaded::bytes).sum();
    }
}
