package homelab.web.answer;

import homelab.integration.Desk;
import homelab.model.Person;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes a person's word to the desk and waits for what comes of it, {@code patience} at most. */
public final class Answers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private final Desk desk;
    private final Duration patience;
    private final CompletableFuture<Object> closing = new CompletableFuture<>();

    public Answers(Desk desk, Duration patience) {
        this.desk = desk;
        this.patience = patience;
    }

    /** What came of a word. */
    public sealed interface Answer {
        record Came(Desk.Reply reply) implements Answer {}

        /** What was said may still be carried out. */
        record Silence(String why) implements Answer {}

        /** The agent failed at it; the log says why. */
        record Broken() implements Answer {}
    }

    public Answer to(Person by, Desk.Word word) {
        try {
            var answer = desk.say(by, word).toCompletableFuture();
            CompletableFuture.anyOf(answer, closing).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return answer.isDone() ? new Answer.Came(answer.get()) : new Answer.Silence("the agent is stopping");
        } catch (TimeoutException e) {
            return new Answer.Silence("the loop did not answer within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Silence("the agent is stopping");
        } catch (ExecutionException e) {
            log.error("{} came to nothing", word, e.getCause());
            return new Answer.Broken();
        }
    }

    /**
     * Waits for what is on its way to the desk; empty when it did not come in time, or the agent stops.
     *
     * @param what for the log
     */
    public <T> Optional<T> await(String what, CompletionStage<T> coming) {
        try {
            var answer = coming.toCompletableFuture();
            CompletableFuture.anyOf(answer, closing).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return answer.isDone() ? Optional.of(answer.get()) : Optional.empty();
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(what + " came to nothing", e.getCause());
        }
    }

    /** Lets go of those who wait. */
    @Override
    public void close() {
        closing.complete(closing);
    }
}
