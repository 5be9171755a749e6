package jarl.run;

import static jarl.config.Checks.atLeast;
import static jarl.config.Checks.oneOf;

import jarl.config.Default;

/// Where a run is trained, and how many of a sweep at a time. What comes of it is the same.
public record LauncherConfig(
        @Default("local") String name, // local: in this process | process: in a process of its own
        @Default("0") int nJobs) { // jobs of a sweep at a time; 0: as many as there are cores for

    public LauncherConfig {
        oneOf("name", name, "local", "process");
        atLeast("n_jobs", 0, nJobs);
    }
}
