package jarl.kernel.protocol;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import jarl.kernel.CellOutput;
import jarl.kernel.Json;
import jarl.kernel.display.DisplayBundle;

/// The output of one cell, sent to the front end that asked for it; threads that outlive the cell still send here.
final class FrontEnd implements CellOutput {
    private final Message request;
    private final Publisher publisher;
    private final Questions questions;
    private final OutputLimit limit;

    FrontEnd(Message request, Publisher publisher, Questions questions, OutputLimit limit) {
        this.request = request;
        this.publisher = publisher;
        this.questions = questions;
        this.limit = limit;
    }

    @Override
    public void print(boolean toError, String text) {
        String allowed = limit.admit(text);
        if (!allowed.isEmpty()) {
            publisher.print(request, toError, allowed);
        }
    }

    @Override
    public void show(String id, DisplayBundle bundle) {
        publisher.publish("display_data", request, withId(id, bundle));
    }

    @Override
    public void update(String id, DisplayBundle bundle) {
        publisher.publish("update_display_data", request, withId(id, bundle));
    }

    @Override
    public Object notebook() {
        return publisher;
    }

    private static JsonObject withId(String id, DisplayBundle bundle) {
        JsonObject content = Json.bundle(bundle);
        var transientPart = new JsonObject();
        transientPart.addProperty("display_id", id);
        content.add("transient", transientPart);
        return content;
    }

    @Override
    public void clear(boolean wait) {
        var content = new JsonObject();
        content.addProperty("wait", wait);
        publisher.publish("clear_output", request, content);
    }

    @Override
    public void send(String type, Map<String, Object> content, List<byte[]> buffers) {
        publisher.publish(type, request, Json.object(content), buffers);
    }

    /// Asks the front end of this request; an interrupt of the asking thread ends the wait.
    @Override
    public String ask(String prompt, boolean secret) throws InterruptedException {
        if (!request.flag("allow_stdin", false)) {
            throw new IllegalStateException("This front end takes no input; nobody can answer.");
        }
        publisher.flush();
        return questions.ask(request, prompt, secret);
    }
}
