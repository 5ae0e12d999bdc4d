package homelab.integration.docker;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which engine is watched under which name. An engine that two addresses lead to is watched by one of them alone. Its id
 * is not enough to know it by: cloned machines share one, and so do the engines of one machine before Docker 25.
 */
final class Claims {
    private final Map<String, Claim> claims = new HashMap<>();

    /**
     * @param id under which its containers are remembered
     * @param self empty until it was seen in this life of the agent
     */
    private record Claim(String id, Optional<EngineApi.Self> self) {
        boolean mayBe(String engineId, String name) {
            return id.equals(engineId) || id.equals(apart(engineId, name));
        }
    }

    /** What came of a claim. */
    sealed interface Answer {
        /** @param id the engine's own, or one made of it where another engine has the same */
        record Yours(String id) implements Answer {}

        /** @param name under which the same engine is watched, or may be */
        record Taken(String name) implements Answer {}
    }

    /** Who watched it in the agent's last life goes on. */
    synchronized void remember(String name, String id) {
        claims.putIfAbsent(name, new Claim(id, Optional.empty()));
    }

    synchronized Answer claim(String name, EngineApi.Self self) {
        var before = Optional.ofNullable(claims.get(name)).filter(claim -> claim.mayBe(self.id(), name));
        for (var other : claims.entrySet())
            if (!other.getKey().equals(name) && isSame(self, other.getKey(), other.getValue(), before))
                return new Answer.Taken(other.getKey());
        var id = before.map(Claim::id).orElseGet(() -> isUsed(self.id(), name) ? apart(self.id(), name) : self.id());
        claims.put(name, new Claim(id, Optional.of(self)));
        return new Answer.Yours(id);
    }

    /** One that was not seen yet may be this one, unless both were told apart before. */
    private static boolean isSame(EngineApi.Self self, String name, Claim other, Optional<Claim> before) {
        return other.self()
                .map(self::equals)
                .orElseGet(() -> other.mayBe(self.id(), name)
                        && before.filter(own -> !own.id().equals(other.id())).isEmpty());
    }

    private boolean isUsed(String id, String name) {
        return claims.entrySet().stream()
                .anyMatch(other ->
                        !other.getKey().equals(name) && other.getValue().id().equals(id));
    }

    private static String apart(String id, String name) {
        return id + "@" + name;
    }
}
