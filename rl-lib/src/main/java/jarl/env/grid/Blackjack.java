package jarl.env.grid;

import jarl.env.About;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.EnvironmentEntry;
import jarl.env.Options;
import jarl.env.NumpyRandom;
import jarl.env.Picture;
import jarl.env.Step;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import jarl.space.Space;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Come closer to 21 than the dealer, and not above it. Gymnasium's Blackjack-v1, from an endless deck.
public final class Blackjack implements Environment {
    public static final EnvironmentEntry ENTRY = EnvironmentEntry.of("Blackjack-v1",
            options -> new Blackjack(rules(options)))
            .option("natural", false)
            .option("sab", null) // unless `natural` is asked for
            .score("random", -0.40)
            .score("optimal", -0.045)
            .about(new About(
                    "Take cards to come closer to 21 than the dealer without going above it. Cards are drawn"
                            + " from an endless"
                            + " deck; an ace counts 11 where that does not bust; the dealer draws to 17.",
                    List.of("sum of the hand", "the dealer's open card, 1 (ace) to 10", "1 with an ace that counts 11"),
                    List.of("stick", "hit"),
                    "+1 for a game won, −1 for one lost, 0 for a draw",
                    "two cards each",
                    "the player sticks or busts",
                    "v1; `sab`, the rule unless `natural` is asked for or `sab` set to false: a natural (ace and ten)"
                            + " beats any other hand of the dealer's, as in the book; `natural`: no such rule, but a game"
                            + " won by a natural pays 1.5; neither: a plain game",
                    "Sutton & Barto (2018), example 5.1;"
                            + " https://gymnasium.farama.org/environments/toy_text/blackjack/"));

    /// What a natural is worth.
    public enum Rules {
        /// Nothing more than 21.
        PLAIN,
        /// One and a half, where it wins.
        NATURAL,
        /// The game, unless the dealer has one too: Sutton and Barto's rules.
        SAB
    }

    private static final int[] DECK = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10};
    private static final MultiDiscrete OBSERVATIONS = Space.multiDiscrete(32, 11, 2);
    private static final Discrete ACTIONS = Space.discrete("stick", "hit");

    private final Rules rules;
    private int @Nullable [] stacked;
    private int dealt; // of the stacked cards
    private Hand dealer = new Hand(List.of());
    private Hand player = new Hand(List.of());
    private boolean over; // the dealer's second card lies open
    private RandomGenerator random = NumpyRandom.seeded(0); // until the first reset

    public Blackjack(Rules rules) {
        this.rules = rules;
    }

    /// In the catalogue Gymnasium plays by `sab`; who asks for `natural` and says nothing of `sab` means it.
    private static Rules rules(Options options) {
        boolean sab = options.flag("sab", !options.flag("natural"));
        return sab ? Rules.SAB : options.flag("natural") ? Rules.NATURAL : Rules.PLAIN;
    }

    /// Cards in the order they came, 1 (ace) to 10.
    private record Hand(List<Integer> cards) {
        Hand {
            cards = List.copyOf(cards);
        }

        Hand and(int card) {
            var more = new ArrayList<>(cards);
            more.add(card);
            return new Hand(more);
        }

        private int low() {
            return cards.stream().mapToInt(card -> card).sum();
        }

        boolean hasUsableAce() {
            return cards.contains(1) && low() + 10 <= 21;
        }

        int sum() {
            return hasUsableAce() ? low() + 10 : low();
        }

        boolean isBust() {
            return sum() > 21;
        }

        int score() {
            return isBust() ? 0 : sum();
        }

        boolean isNatural() {
            return cards.size() == 2 && cards.contains(1) && cards.contains(10);
        }
    }

    @Override
    public Space observationSpace() {
        return OBSERVATIONS;
    }

    @Override
    public Space actionSpace() {
        return ACTIONS;
    }

    @Override
    public float[] reset(RandomGenerator newRandom) {
        random = newRandom;
        dealer = new Hand(List.of(card(), card()));
        player = new Hand(List.of(card(), card()));
        over = false;
        drawTheLookOfTheOpenCard();
        return observation();
    }

    private int card() {
        if (stacked == null) {
            return DECK[random.nextInt(DECK.length)];
        }
        if (dealt == stacked.length) {
            throw new IllegalStateException("The stacked deck has no card left after " + dealt);
        }
        return stacked[dealt++];
    }

    /// Deals these cards, in this order, from the next reset on: two to the dealer, two to the player, then what is
    /// asked for.
    ///
    /// @param cards 1 (ace) to 10
    public void stack(int... cards) {
        for (int card : cards) {
            if (card < 1 || card > 10) {
                throw new IllegalArgumentException("Cards count 1 (ace) to 10, not " + card);
            }
        }
        stacked = cards.clone();
        dealt = 0;
    }

    /// Gymnasium draws a suit, and for a ten which picture, only to show them; the next hands depend on it.
    private void drawTheLookOfTheOpenCard() {
        random.nextInt(4);
        if (dealer.cards().getFirst() == 10) {
            random.nextInt(3);
        }
    }

    @Override
    public Step step(Action action) {
        if (action.choice() == 1) {
            player = player.and(card());
            over = player.isBust();
            return over ? Step.end(-1, observation()) : Step.on(0, observation());
        }
        over = true;
        while (dealer.sum() < 17) {
            dealer = dealer.and(card());
        }
        return Step.end(reward(), observation());
    }

    private double reward() {
        int outcome = Integer.compare(player.score(), dealer.score());
        return switch (rules) {
            case PLAIN -> outcome;
            case NATURAL -> player.isNatural() && outcome > 0 ? 1.5 : outcome;
            case SAB -> player.isNatural() && !dealer.isNatural() ? 1 : outcome;
        };
    }

    private float[] observation() {
        return new float[] {player.sum(), dealer.cards().getFirst(), player.hasUsableAce() ? 1 : 0};
    }

    /// How many cards the dealer has, those, and the player's.
    @Override
    public double[] state() {
        var state = new ArrayList<Integer>();
        state.add(dealer.cards().size());
        state.addAll(dealer.cards());
        state.addAll(player.cards());
        return state.stream().mapToDouble(card -> card).toArray();
    }

    @Override
    public float[] restore(double[] state, RandomGenerator newRandom) {
        int dealt = state.length == 0 ? 0 : (int) state[0];
        if (dealt < 1 || state.length < dealt + 2) {
            throw new IllegalArgumentException("A state of Blackjack-v1 is how many cards the dealer has,"
                    + " those, and the player's");
        }
        List<Integer> cards = Arrays.stream(state).skip(1).mapToObj(card -> (int) card).toList();
        dealer = new Hand(cards.subList(0, dealt));
        player = new Hand(cards.subList(dealt, cards.size()));
        over = false;
        random = newRandom;
        return observation();
    }

    @Override
    public Map<String, Object> scene() {
        return Map.of("player", player.cards(), "dealer", dealer.cards());
    }

    @Override
    public Picture picture() {
        List<String> above = faces(dealer);
        if (!over) {
            above.set(1, "");
        }
        List<String> below = faces(player);
        String shown = above.stream().filter(face -> !face.isEmpty()).collect(Collectors.joining(", "));
        return new Picture(300, 180, canvas -> draw(canvas, above, below),
                "The dealer shows " + shown + "; the player has " + String.join(", ", below));
    }

    private static List<String> faces(Hand hand) {
        return hand.cards().stream().map(card -> card == 1 ? "A" : Integer.toString(card))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static void draw(Graphics2D canvas, List<String> dealer, List<String> player) {
        canvas.setColor(new Color(40, 110, 70));
        canvas.fillRect(0, 0, 300, 180);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 20));
        draw(canvas, dealer, 15);
        draw(canvas, player, 100);
    }

    /// Faces up, but for those without one.
    private static void draw(Graphics2D canvas, List<String> faces, int y) {
        int x = 15;
        for (String face : faces) {
            canvas.setColor(face.isEmpty() ? new Color(60, 80, 160) : Color.WHITE);
            canvas.fillRoundRect(x, y, 40, 60, 8, 8);
            canvas.setColor(Color.BLACK);
            canvas.drawString(face, x + 8, y + 38);
            x += 48;
        }
    }

    @Override
    public String name() {
        return "Blackjack-v1";
    }
}
