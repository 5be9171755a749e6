package jarl.studio.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.run.Run;
import jarl.run.replay.Replay;
import jarl.run.replay.Replays;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl replays RUN`.
@Command(
        name = "replays",
        mixinStandardHelpOptions = true,
        description = "List the episodes that a run has recorded, live them again, or draw one.")
final class ReplaysCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", arity = "0..1", description = Named.HOW)
    String name = "last";

    @Option(names = "--json", description = "Print one JSON object a replay, a line each, with its actions.")
    boolean json;

    @Option(names = "--verify", description = "Live all of them again; one that does not come out the same is an error.")
    boolean verify;

    @Option(names = "--draw", paramLabel = "ID", description = "Write this one (or best) as a strip of pictures.")
    @Nullable String drawn;

    @Option(names = "--to", paramLabel = "DIR", description = "Where to (default: exports/<ID> in the run's folder).")
    @Nullable Path to;

    @Option(names = "--scale", paramLabel = "X", description = "Size of the pictures (default: 1).")
    double scale = 1;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        Run run = Named.run(name);
        var replays = run.replays();
        PrintWriter out = spec.commandLine().getOut();
        if (drawn != null) {
            Replay replay = replays.named(drawn);
            Path folder = to == null ? run.folder().exports().resolve(replay.id()) : to;
            int count = replays.export(replay, folder, scale);
            out.println(count + " pictures are in " + TrainingConsole.shown(folder.toAbsolutePath()) + ".");
        } else {
            List<Replay> all = replays.list();
            if (verify) {
                all.forEach(replays::verify);
            }
            if (json) {
                for (Replay replay : all) {
                    out.println(new JsonMapper().writeValueAsString(replay));
                }
            } else {
                print(run, all, replays, out);
            }
        }
        out.flush();
        return 0;
    }

    private void print(Run run, List<Replay> all, Replays replays, PrintWriter out) {
        if (all.isEmpty()) {
            out.println(run + " has recorded no episodes (trainer.replay_best, trainer.replay_probability).");
            return;
        }
        var table = new TextTable(List.of("replay", "step", "return", "length", "ended by"));
        for (Replay replay : all) {
            String end = replay.deathReason() != null ? replay.deathReason() : replay.truncated() ? "time limit" : "world";
            table.add(new ArrayList<>(Arrays.asList(
                    replay.id(), replay.step(), replay.episodeReturn(), replay.length(), end)));
        }
        table.print(out);
        out.println("Ends: " + replays.ends() + (verify ? "; all live through again the same." : ""));
    }
}
