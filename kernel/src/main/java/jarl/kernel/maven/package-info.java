/// Libraries from Maven repositories, by Maven's own rules and settings.
///
/// Resolves coordinates to jars; adding them to a session is the business of [jarl.kernel.magic]. The one place that
/// uses Maven Resolver. Start reading at [MavenLibraries].
@NullMarked
package jarl.kernel.maven;

import org.jspecify.annotations.NullMarked;
