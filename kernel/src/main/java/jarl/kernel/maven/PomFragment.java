package jarl.kernel.maven;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a README tells to paste into a POM, made a POM: loose dependencies and repositories are gathered.
public final class PomFragment {
    private static final Pattern GATHERED = Pattern.compile("(?s)<(repository|dependency)>.*?</\\1>");

    private static final Pattern MANAGED = Pattern.compile("(?s)<dependencyManagement>.*?</dependencyManagement>");

    private PomFragment() {}

    /// A whole POM; text that is one stays as it is.
    public static String whole(String text) {
        if (text.contains("<project")) {
            return text;
        }
        return """
                <project>
                <modelVersion>4.0.0</modelVersion>
                <groupId>notebook</groupId>
                <artifactId>cell</artifactId>
                <version>1</version>
                %s<repositories>%s</repositories>
                <dependencies>%s</dependencies>
                </project>
                """.formatted(managed(text), all("repository", text), all("dependency", unmanaged(text)));
    }

    private static String managed(String text) {
        return MANAGED.matcher(text).results().map(result -> result.group() + "\n").collect(Collectors.joining());
    }

    private static String unmanaged(String text) {
        return MANAGED.matcher(text).replaceAll("");
    }

    private static String all(String tag, String text) {
        return GATHERED.matcher(text).results()
                .map(MatchResult::group)
                .filter(element -> element.startsWith("<" + tag + ">"))
                .collect(Collectors.joining("\n"));
    }
}
