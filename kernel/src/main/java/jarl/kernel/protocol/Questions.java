package jarl.kernel.protocol;

import com.google.gson.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Questions to the person in front of the notebook, one after the other.
///
/// A thread of its own keeps the socket: an interrupt, which is meant for the asking cell, would break it.
final class Questions {
    private static final int PATIENCE = 20; // milliseconds between two looks at whether the cell still waits

    private final Channel stdin;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("stdin").factory());

    Questions(Channel stdin) {
        this.stdin = stdin;
    }

    /// Waits for the answer; an interrupt of the asking thread withdraws the question.
    String ask(Message request, String prompt, boolean secret) throws InterruptedException {
        var answer = new CompletableFuture<String>();
        thread.execute(() -> put(request, prompt, secret, answer));
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The question could not be put: " + e.getCause(), e);
        } finally {
            answer.cancel(false);
        }
    }

    private void put(Message request, String prompt, boolean secret, CompletableFuture<String> answer) {
        while (stdin.receive(0) != null) {
            // an answer to a question that was withdrawn
        }
        var content = new JsonObject();
        content.addProperty("prompt", prompt);
        content.addProperty("password", secret);
        stdin.send(request.identities(), "input_request", request, content);
        while (!answer.isDone()) {
            Message reply = stdin.receive(PATIENCE);
            if (reply != null && reply.type().equals("input_reply")) {
                answer.complete(reply.text("value", ""));
            }
        }
    }
}
