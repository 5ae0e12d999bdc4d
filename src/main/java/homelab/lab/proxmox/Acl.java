package homelab.lab.proxmox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may do what: users, tokens and what they were granted. It changes while all runs. */
final class Acl {
    static final String ROOT = "root@pam";

    private final Map<String, List<Grant>> users = new LinkedHashMap<>();
    private final Map<String, TokenPlan> tokens = new LinkedHashMap<>();
    private final Flavour flavour;

    Acl(Blueprint blueprint) {
        flavour = blueprint.flavour();
        users.putAll(blueprint.users());
        blueprint.tokens().forEach(this::add);
    }

    void add(TokenPlan token) {
        tokens.put(token.fullId(), token);
    }

    void revoke(String fullId) {
        tokens.remove(fullId);
    }

    void grant(String fullId, List<Grant> grants) {
        var old = tokens.get(fullId);
        if (old != null) add(new TokenPlan(old.user(), old.id(), old.secret(), true, grants));
    }

    /**
     * @param header as it came; empty: there was none
     * @throws Unknown if it opens nothing
     */
    TokenPlan token(Optional<String> header) throws Unknown {
        var text = header.filter(it -> it.startsWith("PVEAPIToken="))
                .map(it -> Request.decoded(it.substring(12).replace("+", "%2B")))
                .orElseThrow(() -> new Unknown("No ticket"));
        var cut = text.indexOf('=');
        var name = cut < 0 ? text : text.substring(0, cut);
        var token = tokens.get(name);
        if (token == null) throw new Unknown(flavour.nine() ? "Authentication failed!" : noSuch(name));
        if (!token.secret().equals(text.substring(cut + 1)))
            throw new Unknown(flavour.nine() ? "Authentication failed!" : "invalid token value!");
        return token;
    }

    private static String noSuch(String name) {
        var halves = name.split("!", 2);
        return "no such token '" + halves[halves.length - 1] + "' for user '" + halves[0] + "'";
    }

    /** Nobody was let in. */
    static final class Unknown extends Exception {
        Unknown(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** @param pool the pool of what the path is about */
    boolean may(TokenPlan token, String path, String privilege, Optional<String> pool) {
        if (!userMay(token.user(), path, privilege, pool)) return false;
        return !token.separate() || has(token.grants(), path, privilege, pool);
    }

    private boolean userMay(String user, String path, String privilege, Optional<String> pool) {
        return user.equals(ROOT) || has(users.getOrDefault(user, List.of()), path, privilege, pool);
    }

    private static boolean has(List<Grant> grants, String path, String privilege, Optional<String> pool) {
        return at(grants, path).contains(privilege)
                || pool.filter(it -> at(grants, "/pool/" + it).contains(privilege))
                        .isPresent();
    }

    /** What is granted at a path: of what holds there, only the deepest. */
    private static Set<String> at(List<Grant> grants, String path) {
        Set<String> holds = Set.of();
        for (var prefix : prefixes(path)) {
            var here = new HashSet<String>();
            var any = false;
            for (var grant : grants) {
                if (!grant.path().equals(prefix) || (!grant.propagate() && !prefix.equals(path))) continue;
                any = true;
                here.addAll(grant.privileges());
            }
            if (any) holds = here;
        }
        return holds;
    }

    private static List<String> prefixes(String path) {
        var prefixes = new ArrayList<String>();
        prefixes.add("/");
        for (var cut = path.indexOf('/', 1); cut > 0; cut = path.indexOf('/', cut + 1))
            prefixes.add(path.substring(0, cut));
        if (!path.equals("/")) prefixes.add(path);
        return prefixes;
    }

    /** As {@code access/permissions} shows it: of each path at which something was granted, the privileges. */
    Map<String, Object> shown(TokenPlan token, Set<String> known, Set<String> paths) {
        var shown = new LinkedHashMap<String, Object>();
        var all = new ArrayList<>(paths);
        token.grants().forEach(grant -> all.add(grant.path()));
        users.getOrDefault(token.user(), List.of()).forEach(grant -> all.add(grant.path()));
        for (var path : all.stream().distinct().sorted().toList()) {
            var here = new LinkedHashMap<String, Object>();
            known.stream()
                    .sorted()
                    .filter(each -> may(token, path, each, Optional.empty()))
                    .forEach(each -> here.put(each, 1));
            if (!here.isEmpty()) shown.put(path, here);
        }
        return shown;
    }
}
