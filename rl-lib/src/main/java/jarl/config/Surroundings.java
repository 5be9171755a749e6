package jarl.config;

import java.time.LocalDateTime;
import java.util.Map;

/// What a config may ask about the world outside.
///
/// @param environment for `oc.env`
/// @param now         for `now`, one moment for the whole config
record Surroundings(Map<String, String> environment, LocalDateTime now) {
    static final Surroundings NONE = new Surroundings(Map.of(), LocalDateTime.MIN);
}
