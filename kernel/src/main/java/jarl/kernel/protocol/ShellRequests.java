package jarl.kernel.protocol;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import jarl.kernel.JavaSession;
import jarl.kernel.Json;
import jarl.kernel.Outcome;
import jarl.kernel.comm.Comms;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.java.CellFailure;
import jarl.kernel.java.FailureText;
import jarl.kernel.java.Help;
import jarl.kernel.magic.MagicSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the requests of the shell socket, one after the other.
final class ShellRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ShellRequests.class);

    private final Channel shell;
    private final Questions questions;
    private final Publisher publisher;
    private final Future<JavaSession> session;
    private final Duration timeout;
    private final History history = new History();
    private final Queue<Message> queue = new ArrayDeque<>(); // received while an error was told
    private final Set<Message> aborted = Collections.newSetFromMap(new IdentityHashMap<>()); // of the queue
    private volatile @Nullable Message running;
    private int count;

    /// @param timeout of a cell; zero: none
    ShellRequests(Channel shell, Questions questions, Publisher publisher, Future<JavaSession> session,
            Duration timeout) {
        this.shell = shell;
        this.questions = questions;
        this.publisher = publisher;
        this.session = session;
        this.timeout = timeout;
    }

    /// The request whose cell runs now, null if none does. For any thread.
    @Nullable Message running() {
        return running;
    }

    /// The next request, null when the kernel ends.
    @Nullable Message next() {
        Message queued = queue.poll();
        return queued != null ? queued : shell.receive(-1);
    }

    void handle(Message request) {
        publisher.status("busy", request);
        try {
            answer(request);
        } catch (ExecutionException e) {
            fail(request, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException | RuntimeException | Error e) {
            fail(request, e);
        } finally {
            aborted.remove(request);
            publisher.status("idle", request);
        }
    }

    /// A fault of the kernel, not of the cell; the front end must not wait forever.
    private void fail(Message request, Throwable fault) {
        LOG.error("{} failed", request.type(), fault);
        var failure = new FailureText(
                fault.getClass().getName(), String.valueOf(fault.getMessage()), List.of(fault.toString()));
        JsonObject content = Replies.error(failure);
        content.addProperty("execution_count", count);
        reply(request, content);
    }

    private void answer(Message request) throws InterruptedException, ExecutionException {
        switch (request.type()) {
            case "kernel_info_request" -> reply(request, Replies.kernelInfo());
            case "execute_request" -> execute(request);
            case "complete_request" -> reply(request, complete(request));
            case "inspect_request" -> reply(request, inspect(request));
            case "is_complete_request" -> reply(request, isComplete(request));
            case "history_request" -> {
                JsonObject content = Replies.ok();
                content.add("history", history.answer(request));
                reply(request, content);
            }
            case "comm_info_request" -> reply(request, Replies.comms(
                    session.get().comms().all(request.content().has("target_name")
                            ? request.text("target_name", "") : null)));
            case "comm_open", "comm_msg", "comm_close" -> converse(request);
            default -> LOG.warn("A request of unknown type {} is ignored.", request.type());
        }
    }

    private void reply(Message request, JsonObject content) {
        publisher.flush();
        shell.send(request.identities(), request.type().replace("_request", "_reply"), request, content);
    }

    /// What a cell's code does when a comm speaks; what it prints, and how it fails, belongs to the comm's message.
    private void converse(Message request) throws InterruptedException, ExecutionException {
        var output = new FrontEnd(request, publisher, questions, new OutputLimit());
        running = request;
        try {
            Outcome outcome = session.get().answer(() -> converse(request, output), output);
            if (outcome.failure() != null) {
                output.print(true, FailureText.of(outcome.failure()).plain() + "\n");
            }
        } finally {
            running = null;
        }
    }

    private void converse(Message request, FrontEnd output) {
        Comms comms = session.resultNow().comms();
        String id = request.text("comm_id", "");
        Map<String, Object> data = Json.map(request.object("data"));
        switch (request.type()) {
            case "comm_msg" -> comms.received(id, data, request.buffers());
            case "comm_close" -> comms.closed(id);
            default -> {
                if (!comms.opened(id, request.text("target_name", ""), data, request.buffers())) {
                    output.send("comm_close", Map.of("comm_id", id, "data", Map.of()), List.of());
                }
            }
        }
    }

    private void execute(Message request) throws InterruptedException, ExecutionException {
        if (aborted.remove(request)) {
            reply(request, Replies.aborted(count));
            return;
        }
        String code = request.text("code", "");
        boolean silent = request.flag("silent", false);
        boolean stored = !silent && request.flag("store_history", true);
        count += stored ? 1 : 0;
        if (!silent) {
            var input = new JsonObject();
            input.addProperty("code", code);
            input.addProperty("execution_count", count);
            publisher.publish("execute_input", request, input);
        }
        var output = new FrontEnd(request, publisher, questions, new OutputLimit());
        running = request;
        Outcome outcome;
        JsonObject expressions;
        try {
            outcome = session.get().execute(code, count, output, timeout);
            expressions = outcome.failure() == null ? expressions(request.object("user_expressions"), output)
                    : new JsonObject();
        } finally {
            running = null;
        }
        if (stored) {
            history.add(count, code, outcome.result() == null ? null
                    : String.valueOf(outcome.result().data().get(DisplayBundle.PLAIN)));
        }
        if (outcome.failure() != null) {
            failed(request, outcome.failure());
        } else {
            if (outcome.result() != null && !silent) {
                JsonObject result = Json.bundle(outcome.result());
                result.addProperty("execution_count", count);
                publisher.publish("execute_result", request, result);
            }
            reply(request, Replies.executed(count, expressions));
        }
    }

    private JsonObject expressions(JsonObject asked, FrontEnd output) throws InterruptedException, ExecutionException {
        var answers = new JsonObject();
        for (var each : asked.entrySet()) {
            answers.add(each.getKey(), expression(each.getValue().getAsString(), output));
        }
        return answers;
    }

    private JsonObject expression(String source, FrontEnd output) throws InterruptedException, ExecutionException {
        try {
            JsonObject answer = Json.bundle(session.get().show(source, output));
            answer.addProperty("status", "ok");
            return answer;
        } catch (MagicSession.Failed e) {
            return Replies.error(FailureText.of(e.failure()));
        }
    }

    /// An error ends what was queued behind it, but nothing that comes after its reply.
    private void failed(Message request, CellFailure failure) {
        FailureText text = FailureText.of(failure);
        publisher.publish("error", request, Replies.errorOutput(text));
        if (request.flag("stop_on_error", true)) {
            for (Message next = shell.receive(0); next != null; next = shell.receive(0)) {
                queue.add(next);
                aborted.add(next);
            }
        }
        JsonObject content = Replies.error(text);
        content.addProperty("execution_count", count);
        content.add("user_expressions", new JsonObject());
        content.add("payload", Json.array(List.of()));
        reply(request, content);
    }

    private JsonObject complete(Message request) throws InterruptedException, ExecutionException {
        String code = request.text("code", "");
        int cursor = cursor(request, code);
        return Replies.completions(code, cursor, session.get().complete(code, cursor));
    }

    private JsonObject inspect(Message request) throws InterruptedException, ExecutionException {
        String code = request.text("code", "");
        return Replies.inspection(session.get().help().describe(code, cursor(request, code)));
    }

    private static int cursor(Message request, String code) {
        return CodePoints.toJava(code, request.number("cursor_pos", code.length()));
    }

    /// Consoles give up after a second, and never ask again.
    private JsonObject isComplete(Message request) {
        String code = request.text("code", "");
        boolean ready = session.state() == Future.State.SUCCESS;
        return Replies.finished(ready ? session.resultNow().finished(code) : Help.roughly(code));
    }
}
