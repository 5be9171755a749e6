package jarl.studio.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jarl.run.EpisodeEnds;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./jarl ends RUN`.
@Command(
        name = "ends",
        mixinStandardHelpOptions = true,
        description = "Show how a run's training episodes ended, and how often: by which death, by the clock, by the world.")
final class EndsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", arity = "0..1", description = Named.HOW)
    String name = "last";

    @Option(names = "--json", description = "Print one JSON line.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        EpisodeEnds ends = EpisodeEnds.of(Named.run(name));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new JsonMapper().writeValueAsString(ends.ends()));
        } else {
            var table = new TextTable(List.of("ended by", "episodes", "share", "mean return", "mean length"));
            ends.ends().forEach(end ->
                    table.add(List.of(end.by(), end.episodes(), end.share(), end.meanReturn(), end.meanLength())));
            table.print(out);
        }
        out.flush();
        return 0;
    }
}
