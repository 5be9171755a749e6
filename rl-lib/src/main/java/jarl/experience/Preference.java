package jarl.experience;

/// Two episodes from the same start, of which one was preferred: by its return, or by a person.
///
/// @param start    seed of the reset that both began with
/// @param chosen   the better one
/// @param rejected the other
public record Preference(long start, Trajectory chosen, Trajectory rejected) {}
