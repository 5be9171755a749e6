package jarl.config;

import jarl.config.Node.MapNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One config of a source: its content without the defaults list, the list, and the `# @package` of its head.
///
/// @param header null if the file says nothing about its package
record LoadedConfig(MapNode content, List<DefaultEntry> defaults, @Nullable String header) {}
