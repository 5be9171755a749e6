package org.example.crossing;

import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.EnvironmentEntry;
import jarl.env.Picture;
import jarl.env.Step;
import jarl.space.Space;
import java.util.random.RandomGenerator;
import org.example.crossing.Crossing.Road;

/// The crossing as a learner meets it: it looks at the roads every five seconds, and keeps the light or changes it.
public final class CrossingWorld implements Environment {
    /// What Jarl's catalogue knows of it; `environment.name=org.example.crossing.CrossingWorld` finds it here.
    public static final EnvironmentEntry ENTRY = EnvironmentEntry
            .of("crossing", options -> new CrossingWorld(options.number("tick")))
            .option("tick", 0.25)
            .timeLimit(120); // ten minutes

    private static final double INTERVAL = 5;

    private final Crossing crossing;

    public CrossingWorld(double tick) {
        crossing = new Crossing(tick);
    }

    @Override
    public Space observationSpace() {
        return Space.box(10, -1, 100);
    }

    @Override
    public Space actionSpace() {
        return Space.discrete("keep", "change");
    }

    @Override
    public float[] reset(RandomGenerator random) {
        crossing.reset(random);
        return observation();
    }

    @Override
    public Step step(Action action) {
        if (action.choice() == 1) {
            crossing.change();
        }
        double before = crossing.lost();
        crossing.advance(INTERVAL);
        double lost = crossing.lost() - before;
        return Step.on(-lost / 100, observation()).measure("lost_seconds", lost);
    }

    /// Cars that wait and cars that come, by road; who has green, and since when. All about 1.
    private float[] observation() {
        float[] seen = new float[10];
        for (Road road : Road.values()) {
            seen[2 * road.ordinal()] = crossing.waiting(road) / 5f;
            seen[2 * road.ordinal() + 1] = crossing.approaching(road) / 10f;
        }
        seen[8] = crossing.isNorthSouth() ? 1 : -1;
        seen[9] = (float) Math.min(crossing.secondsSinceChange(), 60) / 30;
        return seen;
    }

    @Override
    public Picture picture() {
        return CrossingPicture.of(crossing);
    }

    @Override
    public String name() {
        return "crossing";
    }
}
