package jarl.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jarl.algorithm.LearnerSetup;
import jarl.algorithm.dpo.DpoConfig;
import jarl.env.NormalizedObservations;
import jarl.env.VectorEnvironment;
import jarl.env.Wrappers;
import jarl.experience.Preference;
import jarl.experience.Trajectory;
import jarl.network.Rows;
import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import jarl.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Preferences as JSON lines:
///
/// ```json
/// {"start": 7, "chosen": {"obs": [[0.1, 0.2], …], "act": [1, …]}, "rejected": {"obs": […], "act": […]}}
/// ```
///
/// `start` is the seed of the reset that both began with; observations are raw. An observation or action of a discrete
/// space is a number, any other a list.
public final class PreferenceFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Space observations;
    private final Space actions;

    /// The file, which need not exist yet, of preferences in a world with these spaces.
    public PreferenceFile(Path file, Space observations, Space actions) {
        this.file = file;
        this.observations = observations;
        this.actions = actions;
    }

    /// What a learner is told to learn from; none where it is told nothing.
    static List<Preference> of(DpoConfig config, LearnerSetup setup) {
        if (config.preferences() == null) {
            return List.of();
        }
        VectorEnvironment world = setup.environment();
        if (Wrappers.find(world, NormalizedObservations.class) != null || world.actionMasks() != null) {
            throw new IllegalArgumentException("algorithm.preferences holds raw observations and no action masks, so it"
                    + " cannot be learnt from with normalize_observations, nor in a world that masks actions");
        }
        return new PreferenceFile(Path.of(config.preferences()), world.observationSpace(), world.actionSpace()).read();
    }

    /// All of them.
    ///
    /// @throws RunException if there is no such file, it holds none, or a line is none of this world; the message names
    ///                      the line
    public List<Preference> read() {
        List<Preference> preferences = new ArrayList<>();
        int number = 0;
        for (String line : lines()) {
            number++;
            if (!line.isBlank()) {
                preferences.add(preference(line, number));
            }
        }
        if (preferences.isEmpty()) {
            throw new RunException(file + " holds no preferences");
        }
        return preferences;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException missing) {
            throw new RunException("There is no file " + file.toAbsolutePath()
                    + ". Record one: ./jarl preferences RUN_A RUN_B --to FILE", missing);
        } catch (IOException unreadable) {
            throw new RunException("Cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private Preference preference(String line, int number) {
        try {
            JsonNode node = JSON.readTree(line);
            if (!node.path("start").isIntegralNumber()) {
                throw new IllegalArgumentException("start is no whole number");
            }
            return new Preference(
                    node.get("start").asLong(), trajectory(node, "chosen"), trajectory(node, "rejected"));
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            String why = wrong instanceof JsonProcessingException json ? json.getOriginalMessage() : wrong.getMessage();
            throw new RunException(file + ", line " + number + ", is no preference: " + why, wrong);
        }
    }

    private Trajectory trajectory(JsonNode preference, String side) {
        JsonNode node = preference.path(side);
        try {
            return new Trajectory(rows(node, "obs", observations), rows(node, "act", actions));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(side + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Rows rows(JsonNode trajectory, String key, Space space) {
        JsonNode list = trajectory.path(key);
        if (!list.isArray() || list.isEmpty()) {
            throw new IllegalArgumentException(key + " is missing, or no list");
        }
        Rows rows = Rows.of(list.size(), space.width());
        for (int i = 0; i < list.size(); i++) {
            JsonNode row = list.get(i);
            if (row.isArray() ? row.size() != space.width() : space.width() != 1) {
                throw new IllegalArgumentException(key + "[" + i + "] is not of " + space + ": " + row);
            }
            for (int column = 0; column < space.width(); column++) {
                rows.data()[i * space.width() + column] = number(row.isArray() ? row.get(column) : row, space, column);
            }
        }
        return rows;
    }

    private static float number(JsonNode value, Space space, int column) {
        boolean fits = value.isNumber() && switch (space) {
            case Discrete discrete -> value.isIntegralNumber() && within(value, discrete.n());
            case MultiDiscrete several -> value.isIntegralNumber() && within(value, several.sizes()[column]);
            case Box box -> Float.isFinite((float) value.asDouble());
        };
        if (!fits) {
            throw new IllegalArgumentException(value + " is not of " + space);
        }
        return (float) value.asDouble();
    }

    private static boolean within(JsonNode value, int choices) {
        return value.asLong() >= 0 && value.asLong() < choices;
    }

    /// Adds one at the end; the file and its folder are made where they are missing.
    ///
    /// @throws RunException if it cannot be written
    public void append(Preference preference) {
        ObjectNode node = JSON.createObjectNode();
        node.put("start", preference.start());
        put(node.putObject("chosen"), preference.chosen());
        put(node.putObject("rejected"), preference.rejected());
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, node + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new RunException("Cannot write " + file + ": " + failure.getMessage(), failure);
        }
    }

    private void put(ObjectNode node, Trajectory trajectory) {
        put(node.putArray("obs"), trajectory.observations(), observations);
        put(node.putArray("act"), trajectory.actions(), actions);
    }

    private static void put(ArrayNode list, Rows rows, Space space) {
        for (int i = 0; i < rows.count(); i++) {
            if (space instanceof Discrete) {
                list.add((int) rows.at(i, 0));
            } else {
                ArrayNode row = list.addArray();
                for (int column = 0; column < rows.width(); column++) {
                    row.add(rows.at(i, column));
                }
            }
        }
    }
}
