package org.example.crossing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;

/// A crossing of four roads with a traffic light, car by car. It has never heard of learning.
///
/// Cars follow each other by the intelligent driver model (Treiber, Hennecke & Helbing, 2000, eq. 3), brake for a red
/// light where they still can, and go straight on. Distances in metres, times in seconds.
public final class Crossing {
    /// From where a car comes into sight to the line at which it stops.
    public static final double SIGHT = 200;

    private static final double GONE = SIGHT + 40;
    private static final double CAR = 4.5; // its length
    private static final double GAP = 2; // between cars that stand
    private static final double HEADWAY = 1.4; // that a driver keeps
    private static final double ACCELERATION = 1.8; // m/s²
    private static final double BRAKING = 2.5; // comfortable, m/s²
    private static final double HARDEST = 4; // still acceptable for a light, m/s²
    private static final double CLEARING = 4; // seconds after a change in which nobody has green
    private static final double SLOW = 2; // m/s; slower is waiting

    /// How fast drivers like to go: about 50 km/h, m/s.
    private static final ContinuousDistribution DESIRED = TruncatedNormalDistribution.of(13.9, 2, 9, 19);

    /// Where cars come from. Opposite roads have green together.
    public enum Road {
        NORTH, EAST, SOUTH, WEST;

        boolean isNorthSouth() {
            return this == NORTH || this == SOUTH;
        }
    }

    /// A car: how far it has come, and how fast it is.
    static final class Car {
        double position;
        double speed;
        final double desired;

        Car(double desired) {
            this.desired = desired;
        }
    }

    private final double tick;
    private final List<List<Car>> roads = new ArrayList<>(); // the first car in front
    private final double[] rates = new double[4]; // cars per second
    private final double[] nextArrival = new double[4];
    private final int[] outside = new int[4]; // not in sight yet, for the road is full
    private RandomGenerator random = RandomGenerator.getDefault();
    private double time;
    private double changed;
    private boolean northSouth;
    private double lost;
    private int passed;

    /// @param tick seconds of one step of the simulation; 0.25 is coarse, 0.01 fine and slow
    public Crossing(double tick) {
        if (!(tick > 0 && tick <= 0.5)) {
            throw new IllegalArgumentException("A tick is at most half a second, not " + tick);
        }
        this.tick = tick;
        Arrays.stream(Road.values()).forEach(road -> roads.add(new ArrayList<>()));
    }

    /// Empty roads; how many cars come on each is drawn anew: 100 to 700 an hour.
    public void reset(RandomGenerator chance) {
        random = chance;
        time = 0;
        changed = -CLEARING;
        northSouth = true;
        lost = 0;
        passed = 0;
        for (int road = 0; road < 4; road++) {
            roads.get(road).clear();
            outside[road] = 0;
            rates[road] = random.nextDouble(100, 700) / 3600;
            nextArrival[road] = waitForNext(road);
        }
    }

    private double waitForNext(int road) {
        return -Math.log(1 - random.nextDouble()) / rates[road];
    }

    /// The other two roads get green, once the crossing is clear.
    public void change() {
        northSouth = !northSouth;
        changed = time;
    }

    public void advance(double seconds) {
        long ticks = Math.round(seconds / tick);
        for (long i = 0; i < ticks; i++) {
            time += tick;
            for (Road road : Road.values()) {
                arrive(road.ordinal());
                drive(roads.get(road.ordinal()), isGreen(road));
            }
        }
    }

    private void arrive(int road) {
        while (nextArrival[road] <= time) {
            outside[road]++;
            nextArrival[road] += waitForNext(road);
        }
        List<Car> cars = roads.get(road);
        Car last = cars.isEmpty() ? null : cars.getLast();
        if (outside[road] > 0 && (last == null || last.position > CAR + GAP)) {
            Car car = new Car(DESIRED.inverseCumulativeProbability(random.nextDouble()));
            car.speed = last == null ? car.desired : Math.min(car.desired, last.speed);
            cars.add(car);
            outside[road]--;
        }
        lost += outside[road] * tick;
    }

    private void drive(List<Car> cars, boolean green) {
        Car ahead = null;
        for (Iterator<Car> each = cars.iterator(); each.hasNext(); ) {
            Car car = each.next();
            car.speed = Math.max(0, car.speed + tick * acceleration(car, ahead, green));
            car.position += tick * car.speed;
            lost += tick * Math.max(0, 1 - car.speed / car.desired);
            ahead = car;
            if (car.position > GONE) {
                each.remove();
                passed++;
            }
        }
    }

    private static double acceleration(Car car, Car ahead, boolean green) {
        double free = ACCELERATION * (1 - Math.pow(car.speed / car.desired, 4));
        double behind = ahead == null ? free : follow(car, free, ahead.position - CAR - car.position, ahead.speed);
        double toLine = SIGHT - car.position;
        boolean stops = !green && toLine > car.speed * car.speed / (2 * HARDEST);
        return stops ? Math.min(behind, follow(car, free, toLine, 0)) : behind;
    }

    private static double follow(Car car, double free, double gap, double speed) {
        double closing = car.speed - speed;
        double wanted = GAP + Math.max(0,
                car.speed * HEADWAY + car.speed * closing / (2 * Math.sqrt(ACCELERATION * BRAKING)));
        double share = wanted / Math.max(gap, 0.1);
        return free - ACCELERATION * share * share;
    }

    public boolean isGreen(Road road) {
        return road.isNorthSouth() == northSouth && time - changed >= CLEARING;
    }

    /// Whether north and south have green, or get it next.
    public boolean isNorthSouth() {
        return northSouth;
    }

    public double secondsSinceChange() {
        return time - changed;
    }

    /// Cars that stand or crawl.
    public int waiting(Road road) {
        long slow = roads.get(road.ordinal()).stream().filter(car -> car.speed < SLOW).count();
        return (int) slow + outside[road.ordinal()];
    }

    /// Cars in sight that still have the line before them.
    public int approaching(Road road) {
        return (int) roads.get(road.ordinal()).stream().filter(car -> car.position < SIGHT).count();
    }

    /// Seconds that all drivers together have lost since the reset, against driving as fast as they like.
    public double lost() {
        return lost;
    }

    /// Cars that have crossed since the reset.
    public int passed() {
        return passed;
    }

    /// Metres that each car of a road has come.
    double[] positions(Road road) {
        return roads.get(road.ordinal()).stream().mapToDouble(car -> car.position).toArray();
    }
}
