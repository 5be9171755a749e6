package jarl.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A place where YAML files lie; paths have slashes, and no `.yaml` at their end.
sealed interface ConfigSource {
    /// The text of a config, null if there is none.
    @Nullable String read(String path);

    boolean hasGroup(String path);

    /// The configs of a group, sorted.
    List<String> options(String group);

    /// The groups directly inside a group, sorted.
    List<String> subgroups(String group);

    /// The file as a person would look for it.
    String label(String path);

    static String fileName(String path) {
        return path.endsWith(".yaml") || path.endsWith(".yml") ? path : path + ".yaml";
    }

    private static @Nullable String optionName(String file) {
        int dot = file.lastIndexOf('.');
        return file.endsWith(".yaml") || file.endsWith(".yml") ? file.substring(0, dot) : null;
    }

    private static ConfigException unreadable(String file, IOException e) {
        return new ConfigException(ErrorKind.UNKNOWN_CONFIG, "Cannot read " + file + ": " + e.getMessage());
    }

    /// A directory. Nothing outside of it is read, whatever the path says.
    record Folder(Path directory) implements ConfigSource {
        @Override
        public @Nullable String read(String path) {
            Path file = inside(fileName(path));
            if (file == null || !Files.isRegularFile(file)) {
                return null;
            }
            try {
                if (Files.size(file) > Limits.FILE_LENGTH) {
                    throw new ConfigException(ErrorKind.TOO_LARGE,
                            label(path) + " is longer than " + Limits.FILE_LENGTH + " bytes; split it.");
                }
                return Files.readString(file);
            } catch (CharacterCodingException e) {
                throw new ConfigException(
                        ErrorKind.YAML_SYNTAX, "Cannot read " + label(path) + ": it is not UTF-8 text.");
            } catch (IOException e) {
                throw unreadable(label(path), e);
            }
        }

        @Override
        public boolean hasGroup(String path) {
            Path folder = inside(path);
            return folder != null && Files.isDirectory(folder);
        }

        @Override
        public List<String> options(String group) {
            TreeSet<String> options = new TreeSet<>();
            for (Path file : entries(group)) {
                String option = optionName(String.valueOf(file.getFileName()));
                if (option != null && Files.isRegularFile(file)) {
                    options.add(option);
                }
            }
            return List.copyOf(options);
        }

        @Override
        public List<String> subgroups(String group) {
            return entries(group).stream().filter(Files::isDirectory)
                    .map(folder -> String.valueOf(folder.getFileName())).filter(name -> !name.startsWith("."))
                    .sorted().toList();
        }

        @Override
        public String label(String path) {
            return directory.resolve(fileName(path)).toString().replace('\\', '/');
        }

        private List<Path> entries(String group) {
            Path folder = inside(group);
            if (folder == null || !Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.toList();
            } catch (IOException e) {
                throw unreadable(String.valueOf(folder), e);
            }
        }

        private @Nullable Path inside(String path) {
            try {
                Path resolved = directory.resolve(path).normalize();
                return resolved.startsWith(directory.normalize()) ? resolved : null;
            } catch (InvalidPathException e) {
                return null;
            }
        }
    }

    /// Files by their path, `algorithm/ppo.yaml`, in memory.
    record Memory(Map<String, String> files) implements ConfigSource {
        @Override
        public @Nullable String read(String path) {
            return files.get(fileName(path));
        }

        @Override
        public boolean hasGroup(String path) {
            return path.isEmpty() || files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
        }

        @Override
        public List<String> options(String group) {
            return names(group).filter(name -> name.indexOf('/') < 0)
                    .flatMap(name -> Stream.ofNullable(optionName(name))).distinct().sorted().toList();
        }

        @Override
        public List<String> subgroups(String group) {
            return names(group).filter(name -> name.indexOf('/') > 0)
                    .map(name -> name.substring(0, name.indexOf('/'))).distinct().sorted().toList();
        }

        @Override
        public String label(String path) {
            return fileName(path);
        }

        private Stream<String> names(String group) {
            String prefix = group.isEmpty() ? "" : group + "/";
            return files.keySet().stream().filter(file -> file.startsWith(prefix))
                    .map(file -> file.substring(prefix.length()));
        }
    }
}
