package homelab.web.enter;

import homelab.model.Person;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** The sessions of those who are in: bounded in number and in time, in memory. Nothing else begins one. */
public final class Sessions {
    /** Not seen for so long, a session ends. */
    public static final Duration IDLE = Duration.ofHours(12);

    /** However busy, a session ends after this. */
    static final Duration LONGEST = Duration.ofDays(7);

    /** So many may be open at once; a further one ends the one that was not seen for longest. */
    static final int MOST = 32;

    private static final String VISIT = Sessions.class.getName();

    private final InstantSource clock;
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final List<HttpSession> open = new ArrayList<>();

    /** When a session began, and when it was last seen. */
    private record Visit(Instant began, Instant seen) implements Serializable {
        boolean isOver(Instant now) {
            return !now.isBefore(seen.plus(IDLE)) || !now.isBefore(began.plus(LONGEST));
        }
    }

    public Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /** Lets this person in under a new id; what came with the request, planted or real, ends. */
    void begin(Person person, HttpServletRequest request, HttpServletResponse response) {
        var old = request.getSession(false);
        if (old != null) old.invalidate();
        var session = request.getSession(true);
        var now = clock.instant();
        session.setAttribute(VISIT, new Visit(now, now));
        keep(session, now);
        contexts.saveContext(
                new SecurityContextImpl(
                        new PreAuthenticatedAuthenticationToken(person, "", AuthorityUtils.NO_AUTHORITIES)),
                request,
                response);
    }

    /** Ends the request's session if its time is over; else notes that it was seen. */
    void see(HttpServletRequest request) {
        check(request).ifPresent(session -> visit(session).ifPresent(visit -> seen(session, visit)));
    }

    /** Ends the request's session if its time is over; else gives it. */
    Optional<HttpSession> check(HttpServletRequest request) {
        var session = Optional.ofNullable(request.getSession(false));
        session.filter(each -> !isOpen(each)).ifPresent(this::end);
        return session.filter(this::isOpen);
    }

    /** False once its time is over or somebody left. */
    public boolean isOpen(HttpSession session) {
        var now = clock.instant();
        return visit(session).filter(visit -> !visit.isOver(now)).isPresent();
    }

    private void seen(HttpSession session, Visit visit) {
        try {
            session.setAttribute(VISIT, new Visit(visit.began(), clock.instant()));
        } catch (IllegalStateException ignored) {
            // it ended meanwhile
        }
    }

    private synchronized void keep(HttpSession session, Instant now) {
        open.removeIf(each -> visit(each).isEmpty());
        open.stream()
                .filter(each -> visit(each).filter(visit -> visit.isOver(now)).isPresent())
                .toList()
                .forEach(this::end);
        if (open.size() == MOST)
            open.stream()
                    .min(Comparator.comparing(
                            each -> visit(each).map(Visit::seen).orElse(Instant.MIN)))
                    .ifPresent(this::end);
        open.add(session);
    }

    private synchronized void end(HttpSession session) {
        open.remove(session);
        try {
            session.invalidate();
        } catch (IllegalStateException ignored) {
            // it ended meanwhile
        }
    }

    private static Optional<Visit> visit(HttpSession session) {
        try {
            return Optional.ofNullable((Visit) session.getAttribute(VISIT));
        } catch (IllegalStateException ended) {
            return Optional.empty();
        }
    }
}
