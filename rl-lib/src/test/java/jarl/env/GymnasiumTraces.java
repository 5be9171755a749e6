package jarl.env;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What the real Gymnasium did: episodes and first states. The public file is of 1.4.0; the other, with longer
/// episodes and more options, of 1.3.0.
final class GymnasiumTraces {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode PUBLIC = read("gymnasium_traces_public.json");
    private static final JsonNode MORE = read("gymnasium_traces_more.json");

    private GymnasiumTraces() {}

    /// One episode.
    ///
    /// @param world  `FrozenLake-v1{"map_name": "8x8"}`
    record Trace(String world, JsonNode json) {
        String name() {
            return world.replaceAll("\\{.*", "");
        }

        Map<String, ?> options() {
            return optionsOf(world);
        }

        long seed() {
            return json.get("seed").longValue();
        }

        int steps() {
            return json.get("actions").size();
        }

        Action action(int t) {
            return Action.of(row(json.get("actions").get(t)));
        }

        float[] observation(int t) {
            return row(json.get("obs").get(t));
        }

        double reward(int t) {
            return json.get("rewards").get(t).doubleValue();
        }

        boolean terminated() {
            return json.path("term").asInt(1) == 1;
        }

        boolean truncated() {
            return json.path("trunc").asInt(0) == 1;
        }

        double[] endState() {
            return NumpyRandomTest.doubles(json.get("state_end"));
        }

        @Override
        public String toString() {
            return world + " from seed " + seed();
        }
    }

    private static JsonNode read(String file) {
        try (var in = GymnasiumTraces.class.getResourceAsStream("/env/" + file)) {
            return JSON.readTree(in);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Map<String, ?> optionsOf(String world) {
        try {
            int brace = world.indexOf('{');
            return brace < 0 ? Map.of() : JSON.readerForMapOf(Object.class).readValue(world.substring(brace));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static float[] row(JsonNode value) {
        if (value.isNumber()) {
            return new float[] {value.floatValue()};
        }
        float[] row = new float[value.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = value.get(i).floatValue();
        }
        return row;
    }

    /// All episodes of these worlds.
    static Stream<Trace> of(String... names) {
        var traces = new ArrayList<Trace>();
        for (JsonNode file : List.of(PUBLIC, MORE)) {
            file.properties().forEach(world -> {
                if (List.of(names).contains(world.getKey().replaceAll("\\{.*", ""))) {
                    world.getValue().get("trajectories").forEach(json -> traces.add(new Trace(world.getKey(), json)));
                }
            });
        }
        return traces.stream();
    }

    /// All first states of these worlds.
    static Stream<Trace> resets(String... names) {
        return Stream.of(names).flatMap(name ->
                StreamSupport.stream(PUBLIC.get(name).get("pcg64_resets").spliterator(), false)
                        .map(json -> new Trace(name, json)));
    }
}
