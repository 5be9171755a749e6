package org.example.crossing;

import jarl.env.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.example.crossing.Crossing.Road;

/// The crossing from above, north on top.
final class CrossingPicture {
    private static final int SIZE = 420;
    private static final int LANE = 18;
    private static final double METRE = 1.8; // pixels; the far ends of the roads lie outside

    private CrossingPicture() {}

    static Picture of(Crossing crossing) {
        Map<Road, double[]> cars = new EnumMap<>(Road.class);
        Map<Road, Boolean> green = new EnumMap<>(Road.class);
        for (Road road : Road.values()) {
            cars.put(road, crossing.positions(road));
            green.put(road, crossing.isGreen(road));
        }
        int waiting = Arrays.stream(Road.values()).mapToInt(crossing::waiting).sum();
        String alt = "%d cars wait; %s".formatted(waiting,
                green.get(Road.NORTH) ? "north and south have green"
                        : green.get(Road.EAST) ? "east and west have green" : "nobody has green");
        return new Picture(SIZE, SIZE, canvas -> draw(canvas, cars, green), alt);
    }

    private static void draw(Graphics2D canvas, Map<Road, double[]> cars, Map<Road, Boolean> green) {
        canvas.setColor(new Color(222, 230, 215));
        canvas.fillRect(0, 0, SIZE, SIZE);
        canvas.setColor(new Color(190, 190, 195));
        canvas.fillRect(SIZE / 2 - LANE, 0, 2 * LANE, SIZE);
        canvas.fillRect(0, SIZE / 2 - LANE, SIZE, 2 * LANE);
        for (Road road : Road.values()) {
            Graphics2D turned = (Graphics2D) canvas.create();
            turned.rotate(road.ordinal() * Math.PI / 2, SIZE / 2.0, SIZE / 2.0);
            road(turned, cars.get(road), green.get(road));
            turned.dispose();
        }
    }

    /// One road, turned so that its cars come from above.
    private static void road(Graphics2D canvas, double[] cars, boolean green) {
        int line = SIZE / 2 - LANE - 2;
        int lane = SIZE / 2 - LANE + 4;
        canvas.setColor(green ? new Color(0, 130, 80) : new Color(200, 60, 20));
        canvas.fillRect(SIZE / 2 - LANE, line, LANE, 3);
        canvas.fillOval(SIZE / 2 - LANE - 18, line - 6, 14, 14);
        canvas.setColor(new Color(40, 60, 110));
        for (double car : cars) {
            int front = line - 2 + (int) Math.round((car - Crossing.SIGHT) * METRE);
            canvas.fillRoundRect(lane, front - 8, LANE - 7, 8, 3, 3);
        }
    }
}
