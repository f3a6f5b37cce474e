package io.github.matting4j;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The jar that holds this library. Tools that merge jars into one may keep only the first of the
 * service files of one name, and then all backends but one are gone. So each backend's jar has a
 * file beside that, {@value #MARKERS} and the class name of its provider, which merges without a
 * conflict and can be read off the list of the jar's entries.
 */
final class MergedJar {
  static final String MARKERS = "META-INF/matting4j/providers/";

  private static final MergedJar OF_THIS_LIBRARY = new MergedJar(markers());

  private final Set<String> marked;

  private MergedJar(Set<String> marked) {
    this.marked = marked;
  }

  static MergedJar ofThisLibrary() {
    return OF_THIS_LIBRARY;
  }

  private static Set<String> markers() {
    Set<String> names = new TreeSet<>();
    try {
      @Nullable URL self = MergedJar.class.getResource("MergedJar.class");
      if (self != null && self.openConnection() instanceof JarURLConnection connection) {
        JarFile jar = connection.getJarFile(); // shared with the class loader, so not closed here
        jar.stream()
            .filter(entry -> entry.getName().startsWith(MARKERS) && !entry.isDirectory())
            .forEach(entry -> names.add(entry.getName().substring(MARKERS.length())));
      }
    } catch (IOException | RuntimeException e) {
      return Set.of(); // no verdict where the jar cannot be listed
    }
    return names;
  }

  /**
   * A line for each provider that is in the jar but in no service file.
   *
   * @param found class names of the providers that were found
   */
  List<ModelStatus> unlisted(Set<String> found) {
    return marked.stream()
        .filter(name -> !found.contains(name) && isThere(name))
        .map(MergedJar::line)
        .toList();
  }

  /** A relocated class has another name than its marker says, and is found under that one. */
  private static boolean isThere(String className) {
    return MergedJar.class.getResource("/" + className.replace('.', '/') + ".class") != null;
  }

  private static ModelStatus line(String className) {
    return ModelStatus.broken(
        className,
        "this backend is in the merged jar, but its service file was overwritten by another one's",
        "merge the files of META-INF/services: ServicesResourceTransformer of maven-shade-plugin,"
            + " mergeServiceFiles() of Gradle's Shadow, MergeStrategy.filterDistinctLines of"
            + " sbt-assembly");
  }
}
