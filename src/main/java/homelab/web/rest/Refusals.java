package homelab.web.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The one place where what went wrong in a request becomes its answer. */
@RestControllerAdvice
public final class Refusals extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private static final Pattern PROGRAMS = Pattern.compile("/(api(/.*)?|livez|readyz|metrics)");

    private final BiFunction<HttpStatus, HttpServletRequest, ResponseEntity<String>> page;

    /** @param page what a person is shown instead of JSON */
    public Refusals(BiFunction<HttpStatus, HttpServletRequest, ResponseEntity<String>> page) {
        this.page = page;
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(Refusal refusal) {
        return answer(refusal.status(), HttpHeaders.EMPTY, refusal.problem());
    }

    @ExceptionHandler
    ResponseEntity<?> mistyped(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        if (isForPeople(request)) return page.apply(HttpStatus.BAD_REQUEST, request);
        var type = e.getRequiredType();
        var wanted = type == boolean.class ? "true or false" : "a whole number";
        return refused(Refusal.badRequest(e.getName() + " must be " + wanted));
    }

    /** A client that went away is nobody's mistake. */
    @ExceptionHandler
    void gone(IOException ignored) {}

    @ExceptionHandler
    ResponseEntity<?> broken(Exception e, HttpServletRequest request) {
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        if (isForPeople(request)) return page.apply(HttpStatus.INTERNAL_SERVER_ERROR, request);
        return answer(HttpStatusCode.valueOf(500), HttpHeaders.EMPTY, Problem.of(500, "", ""));
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var servlet = ((ServletWebRequest) request).getRequest();
        if (isForPeople(servlet)) {
            var shown = page.apply(HttpStatus.valueOf(status.value()), servlet);
            return ResponseEntity.status(shown.getStatusCode())
                    .headers(headers)
                    .headers(shown.getHeaders())
                    .body(shown.getBody());
        }
        return answer(status, headers, Problem.of(status.value(), servlet.getMethod(), servlet.getRequestURI()));
    }

    private static boolean isForPeople(HttpServletRequest request) {
        return !PROGRAMS.matcher(request.getRequestURI()).matches();
    }

    private static ResponseEntity<Object> answer(HttpStatusCode status, HttpHeaders headers, Problem problem) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(Json.TYPE)
                .body(problem);
    }
}
