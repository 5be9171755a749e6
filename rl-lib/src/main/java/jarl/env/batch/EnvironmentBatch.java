package jarl.env.batch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.NumpyRandom;
import jarl.env.Step;
import jarl.env.TimeLimit;
import jarl.env.grid.Blackjack;
import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.Space;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Lives one episode for each line of JSON, and answers with a line.
///
/// A request is `{"name", "env", "kwargs"?, "seed"? | "state0"?, "actions": […], "draws"?: […]}`: a name to answer
/// to, a world of the catalogue and its options, how the episode begins (a seed as Gymnasium takes it, 0 where nothing is
/// said, or an inner state), and what is done. `draws` are the cards of Blackjack, in place of chance.
///
/// The answer is `{"name", "state0", "obs", "rewards", "terminated", "truncated", "state_end"}`: `obs` has one more
/// than there are actions; an observation of choices is a number, any other a list; states are null where a world tells
/// none. What cannot be done is answered `{"name", "error"}`, and the next line is taken.
public final class EnvironmentBatch {
    private static final Set<String> KEYS =
            new TreeSet<>(Set.of("name", "env", "kwargs", "seed", "state0", "actions", "draws"));

    private final ObjectMapper json = new ObjectMapper();

    /// Answers every line until there is none; blank lines are passed over.
    public void run(Reader requests, Writer answers) {
        try (var lines = new BufferedReader(requests)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    answers.write(answer(line));
                    answers.write('\n');
                    answers.flush();
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String answer(String line) throws IOException {
        ObjectNode answer = json.createObjectNode();
        try {
            JsonNode request = json.readTree(line);
            answer.set("name", request.path("name").isMissingNode() ? null : request.get("name"));
            live(request, answer);
        } catch (JacksonException failure) {
            return refusal(answer, "This line is no JSON: " + failure.getOriginalMessage());
        } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException
                | ArithmeticException failure) {
            return refusal(answer, String.valueOf(failure.getMessage()));
        }
        return json.writeValueAsString(answer);
    }

    private String refusal(ObjectNode answer, String message) throws IOException {
        JsonNode name = answer.get("name");
        answer.removeAll();
        answer.set("name", name);
        return json.writeValueAsString(answer.put("error", message));
    }

    private void live(JsonNode request, ObjectNode answer) {
        check(request);
        Map<String, ?> options = request.has("kwargs")
                ? json.convertValue(request.get("kwargs"), json.getTypeFactory()
                        .constructMapType(Map.class, String.class, Object.class))
                : Map.of();
        try (Environment world = Environments.make(request.get("env").textValue(), options)) {
            stack(world, request.path("draws"));
            float[] first = begin(world, request);
            Space observations = world.observationSpace();
            answer.set("state0", state(world));
            ArrayNode seen = answer.putArray("obs").add(element(observations, first));
            ArrayNode rewards = answer.putArray("rewards");
            ArrayNode terminated = answer.putArray("terminated");
            ArrayNode truncated = answer.putArray("truncated");
            boolean ended = false;
            for (JsonNode wanted : request.get("actions")) {
                if (ended) {
                    throw new IllegalArgumentException("The episode is over after " + rewards.size() + " of "
                            + request.get("actions").size() + " actions");
                }
                Step step = world.step(action(world.actionSpace(), wanted, rewards.size()));
                seen.add(element(observations, step.observation()));
                rewards.add(step.reward());
                terminated.add(step.terminated());
                truncated.add(step.truncated());
                ended = step.ended();
            }
            answer.set("state_end", state(world));
        }
    }

    private static void check(JsonNode request) {
        if (!request.isObject()) {
            throw new IllegalArgumentException("A request is an object with the keys " + String.join(", ", KEYS));
        }
        request.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("Unknown key \"" + key + "\"; a request knows: "
                        + String.join(", ", KEYS));
            }
        });
        require(request.path("env").isTextual(), "\"env\" is the name of a world");
        require(request.path("actions").isArray(), "\"actions\" is a list");
        require(!request.has("kwargs") || request.get("kwargs").isObject(), "\"kwargs\" is an object of options");
        JsonNode seed = request.path("seed");
        require(seed.isMissingNode() || seed.isNull() || (seed.isIntegralNumber() && seed.canConvertToLong()),
                "\"seed\" is a whole number");
    }

    private static void require(boolean isSo, String what) {
        if (!isSo) {
            throw new IllegalArgumentException(what);
        }
    }

    private static void stack(Environment world, JsonNode draws) {
        if (draws.isMissingNode() || draws.isNull()) {
            return;
        }
        if (!(core(world) instanceof Blackjack table)) {
            throw new IllegalArgumentException("\"draws\" are the cards of Blackjack-v1; " + world.name()
                    + " draws none");
        }
        table.stack(Arrays.stream(numbers("draws", draws)).mapToInt(card -> (int) card).toArray());
    }

    private static Environment core(Environment world) {
        return world instanceof TimeLimit limit ? limit.inner() : world;
    }

    private static float[] begin(Environment world, JsonNode request) {
        var random = NumpyRandom.seeded(request.path("seed").longValue());
        if (!request.hasNonNull("state0")) {
            return world.reset(random);
        }
        double[] state = numbers("state0", request.get("state0"));
        boolean clocked = world instanceof TimeLimit;
        return world.restore(clocked ? Arrays.copyOf(state, state.length + 1) : state, random); // the clock at 0
    }

    private static double[] numbers(String what, JsonNode list) {
        double[] numbers = new double[list.isArray() ? list.size() : 1];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode number = list.isArray() ? list.get(i) : list;
            require(number.isNumber(), "\"" + what + "\" is a list of numbers, but holds " + number);
            numbers[i] = number.doubleValue();
        }
        return numbers;
    }

    /// A box may be left; a choice must be one, and may be named.
    private static Action action(Space space, JsonNode wanted, int t) {
        if (wanted.isTextual() && space instanceof Discrete choices) {
            return Action.of(choices.choice(wanted.textValue()));
        }
        double[] numbers = numbers("actions", wanted);
        float[] row = new float[numbers.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) numbers[i];
        }
        boolean fits = space instanceof Box ? row.length == space.width() : space.contains(row);
        require(fits, "Action " + t + " is " + wanted + ", no element of " + space);
        return Action.of(row);
    }

    private JsonNode element(Space space, float[] row) {
        if (space.width() == 1 && !(space instanceof Box)) {
            return json.getNodeFactory().numberNode((int) row[0]);
        }
        ArrayNode list = json.createArrayNode();
        for (float value : row) {
            if (space instanceof Box) {
                list.add(value);
            } else {
                list.add((int) value);
            }
        }
        return list;
    }

    private @Nullable JsonNode state(Environment world) {
        double[] state = core(world).state();
        return state == null ? null : json.valueToTree(state);
    }
}
