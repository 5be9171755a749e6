package jarl.env;

import java.util.List;

/// What a person reads about an environment: its page is made of it.
///
/// @param description what the world is and what there is to do, in a sentence or two
/// @param observation what each number of an observation is, with its unit
/// @param actions     what each choice, or each number of an action, does, with its unit
/// @param reward      what is paid for what
/// @param start       how an episode begins
/// @param end         what ends it, the clock apart
/// @param version     of the world, and of whose dynamics
/// @param source      paper, book or page it comes from
public record About(
        String description,
        List<String> observation,
        List<String> actions,
        String reward,
        String start,
        String end,
        String version,
        String source) {
    /// Nothing is said.
    public static final About NOTHING = new About("", List.of(), List.of(), "", "", "", "", "");

    public About {
        observation = List.copyOf(observation);
        actions = List.copyOf(actions);
    }
}
