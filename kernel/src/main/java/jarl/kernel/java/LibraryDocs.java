package jarl.kernel.java;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The javadoc of libraries that carry their sources in a folder `META-INF/sources`, as our own jars do. JShell itself
/// looks into those of the JDK alone.
final class LibraryDocs {
    private static final String FOLDER = "META-INF/sources/";

    private final ClassLoader loader;
    private final Function<String, List<String>> qualified;
    private final Map<String, Optional<Unit>> units = new HashMap<>();

    /// @param qualified the classes of a simple name
    LibraryDocs(ClassLoader loader, Function<String, List<String>> qualified) {
        this.loader = loader;
        this.qualified = qualified;
    }

    /// The javadoc of what bears this signature, null where no source is at hand or nothing is written there.
    @Nullable String of(String text) {
        Signature signature = Signature.of(text);
        if (signature == null) {
            return null;
        }
        Stream<String> names = signature.owner().indexOf('.') > 0 && Character.isLowerCase(signature.owner().charAt(0))
                ? Stream.of(signature.owner()) : qualified.apply(signature.owner()).stream();
        return names.map(name -> of(name, signature)).flatMap(Optional::stream).findFirst().orElse(null);
    }

    private Optional<String> of(String owner, Signature signature) {
        int outer = owner.length() - owner.replaceFirst("^(?:[a-z]\\w*\\.)*", "").length();
        String[] classes = owner.substring(outer).split("\\.", -1);
        String file = owner.substring(0, outer).replace('.', '/') + classes[0] + ".java";
        return units.computeIfAbsent(file, this::read).map(unit -> unit.find(List.of(classes), signature));
    }

    private Optional<Unit> read(String file) {
        try (InputStream in = loader.getResourceAsStream(FOLDER + file)) {
            return in == null ? Optional.empty()
                    : Optional.of(Unit.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Optional.empty(); // help is worth no failure
        }
    }

    /// One source file.
    private record Unit(CompilationUnitTree tree, DocTrees docs) {
        static Unit parse(String source) throws IOException {
            var file = new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return source;
                }
            };
            var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(null, null, diagnostic -> {}, List.of("-proc:none"), null, List.of(file));
            return new Unit(task.parse().iterator().next(), DocTrees.instance(task));
        }

        /// @param classes from the outermost to the one that is meant
        @Nullable String find(List<String> classes, Signature signature) {
            var found = new TreePathScanner<@Nullable String, List<String>>() {
                @Override
                public @Nullable String visitClass(ClassTree tree, List<String> inward) {
                    if (inward.isEmpty() || !tree.getSimpleName().contentEquals(inward.getFirst())) {
                        return null;
                    }
                    if (inward.size() > 1) {
                        return super.visitClass(tree, inward.subList(1, inward.size()));
                    }
                    return member(getCurrentPath(), tree, signature);
                }

                @Override
                public @Nullable String reduce(@Nullable String one, @Nullable String other) {
                    return one == null ? other : one;
                }
            };
            return found.scan(tree, classes);
        }

        private @Nullable String member(TreePath path, ClassTree type, Signature signature) {
            String own = signature.member() == null ? docs.getDocComment(path)
                    : type.getMembers().stream()
                            .filter(member -> isMeant(member, signature))
                            .map(member -> docs.getDocComment(new TreePath(path, member)))
                            .flatMap(Stream::ofNullable)
                            .findFirst().orElse(null);
            boolean creator = Signature.CONSTRUCTOR.equals(signature.member());
            return own == null && creator ? docs.getDocComment(path) : own; // a record's is said with the record
        }

        private static boolean isMeant(Tree member, Signature signature) {
            return switch (member) {
                case MethodTree method -> method.getName().contentEquals(String.valueOf(signature.member()))
                        && method.getParameters().stream().map(Unit::type).toList().equals(signature.parameters());
                case VariableTree field -> field.getName().contentEquals(String.valueOf(signature.member()))
                        && signature.parameters() == null;
                default -> false;
            };
        }

        private static String type(VariableTree parameter) {
            String type = parameter.getType().toString();
            while (type.indexOf('<') >= 0) {
                type = type.replaceAll("<[^<>]*>", "");
            }
            return Signature.type(type.replaceAll("@[\\w.]+ ?", "").replaceAll("\\(\\)", "").strip());
        }
    }
}
