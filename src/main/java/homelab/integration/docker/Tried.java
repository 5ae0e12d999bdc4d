package homelab.integration.docker;

import homelab.integration.IntegrationException;
import java.time.Duration;

/**
 * What came of a probe.
 *
 * @param said what was answered, for people
 */
record Tried(Probe probe, Verdict verdict, String said) {

    enum Verdict {
        /** The engine itself answered. */
        LET_THROUGH,
        /** Something before it, or it by a rule, said no. */
        REFUSED,
        UNCLEAR
    }

    static Tried on(EngineApi engine, Probe probe, Duration limit) {
        try {
            var said = engine.probe(probe, limit);
            return new Tried(probe, verdict(probe, said), "answered " + said.status());
        } catch (IntegrationException e) {
            return new Tried(probe, Verdict.UNCLEAR, String.valueOf(e.getMessage()));
        }
    }

    private static Verdict verdict(Probe probe, EngineApi.Said said) {
        return switch (said.status()) {
            case 401, 403, 405, 501 -> Verdict.REFUSED;
            default -> isTheEngine(probe, said) ? Verdict.LET_THROUGH : Verdict.UNCLEAR;
        };
    }

    /** Only an answer that engines alone give counts: a 404, say, may be a proxy's way to say no. */
    private static boolean isTheEngine(Probe probe, EngineApi.Said said) {
        return switch (probe) {
            case EVENTS -> said.status() == 200;
            case INSPECT, LOGS, START, RESTART, UNPAUSE, REMOVE ->
                said.status() == 404 && said.says("no such container");
            case CREATE, EXEC, VOLUME ->
                isBad(said) && (said.says("content-type") || said.says("json") || said.says("invalid character"));
            case PULL -> isBad(said) && (said.says("invalid reference") || said.says("lowercase"));
            case NOTHING -> said.status() == 404 && said.says("page not found");
        };
    }

    private static boolean isBad(EngineApi.Said said) {
        return said.status() == 400 || said.status() == 500;
    }
}
