package jarl.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.config.Config;
import jarl.env.EnvironmentConfig;
import jarl.run.checkpoint.AtomicFiles;
import jarl.run.checkpoint.Checkpoint;
import jarl.run.checkpoint.Checkpoints;
import jarl.run.checkpoint.Uninterrupted;
import jarl.run.replay.Replays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// One experiment, as its folder tells it. Nothing is kept in memory: each question reads the files, so a run may be
/// asked while another process trains it.
///
/// @param folder where it lies
public record Run(RunFolder folder) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// The run in a folder.
    ///
    /// @throws RunException if there is none
    public static Run at(Path folder) {
        var run = new Run(new RunFolder(folder));
        if (!Files.isRegularFile(run.folder.record())) {
            throw new RunException("No run in " + run.folder.path() + ": it has no run.json");
        }
        return run;
    }

    /// The name a person gives it: `2026-11-20/13-24-37`.
    public String id() {
        return folder.id();
    }

    /// Where it stands now: what `run.json` says, unless that speaks of a process that is no more.
    ///
    /// @throws RunException if it is missing or not readable
    public RunRecord record() {
        RunRecord written = written();
        return ProcessEnd.isOf(this, written) ? ProcessEnd.tell(this, written) : written;
    }

    private RunRecord written() {
        try {
            return JSON.readValue(Files.readString(folder.record()), RunRecord.class);
        } catch (JsonProcessingException damaged) {
            throw new RunException(folder.record() + " is damaged: " + damaged.getOriginalMessage(), damaged);
        } catch (IOException unreadable) {
            throw new RunException("Cannot read " + folder.record() + ": " + unreadable.getMessage(), unreadable);
        }
    }

    public RunState state() {
        return RunState.of(record().state());
    }

    /// The process that trains it now, by its number.
    ///
    /// @return empty if nobody does, as far as this machine can see
    public OptionalLong trainer() {
        return RunLock.holder(this);
    }

    /// The config that it was made from, as it was resolved then.
    ///
    /// @throws RunException if it is missing
    public Config config() {
        return RunFiles.config(this);
    }

    /// Its checkpoints, to read.
    public Checkpoints checkpoints() {
        return Checkpoints.of(folder.path());
    }

    /// The checkpoint that `best`, `last` or a step names; `best` is the last one where none was judged.
    ///
    /// @throws RunException if there is none
    public Checkpoint checkpoint(String name) {
        Checkpoints all = checkpoints();
        Optional<Checkpoint> chosen = switch (name) {
            case "best" -> all.best().map(Checkpoints.Best::checkpoint).or(all::last);
            case "last" -> all.last();
            default -> all.at(step(name));
        };
        return chosen.orElseThrow(() -> new RunException(this + " has no checkpoint \"" + name
                + "\"; there are those of steps " + all.list().stream().map(Checkpoint::step).toList()));
    }

    private static long step(String name) {
        try {
            return Long.parseLong(name);
        } catch (NumberFormatException notAStep) {
            throw new IllegalArgumentException("A checkpoint is best, last or a step, not \"" + name + "\"");
        }
    }

    /// The world that it learns in.
    ///
    /// @throws RunException if its config is missing
    public EnvironmentConfig world() {
        return config().bind("environment", EnvironmentConfig.class);
    }

    /// The episodes that it has recorded.
    ///
    /// @throws RunException if its config is missing
    public Replays replays() {
        return replays(world());
    }

    Replays replays(EnvironmentConfig world) {
        return new Replays(folder.replays(), id(), world);
    }

    /// Makes sure that nobody trains it now.
    ///
    /// @param participle what is to be done with it, for the message
    void requireIdle(String participle) {
        if (trainer().isPresent()) {
            throw new RunException(this + " cannot be " + participle + " while it is being trained. Wait for its end, or"
                    + " stop it first.");
        }
    }

    void write(RunRecord record) {
        try {
            String json = JSON.writeValueAsString(record) + "\n";
            Uninterrupted.run(() -> AtomicFiles.write(folder.record(), json));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public String toString() {
        return "Run " + id();
    }
}
