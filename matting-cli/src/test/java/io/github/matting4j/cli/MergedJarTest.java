package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.bshm.BshmProvider;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.refine.GuidedFilter;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.ppmatting.PpMattingProvider;
import io.github.matting4j.starter.StarterProvider;
import io.github.matting4j.testing.ClassLoaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One jar of the library and all backends, as tools make it that do and do not merge services. */
class MergedJarTest {
  private static final String SERVICES =
      "META-INF/services/" + MattingModelProvider.class.getName();
  private static final List<Class<?>> MODULES =
      List.of(
          ArgbImage.class,
          GuidedFilter.class,
          MattingModelProvider.class,
          MattingModels.class,
          OnnxGraph.class,
          StarterProvider.class,
          PpMattingProvider.class,
          BshmProvider.class,
          OnnxSession.class);

  @TempDir Path folder;

  /** Whether files of one name are joined; else the first one stays. */
  private Path merged(boolean joins) throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (Class<?> module : MODULES) {
      Path place = Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
      contents(place)
          .forEach(
              (name, bytes) ->
                  entries.merge(
                      name,
                      bytes,
                      (first, next) -> joins && name.equals(SERVICES) ? join(first, next) : first));
    }
    Path jar = folder.resolve(joins ? "joined.jar" : "first-wins.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return jar;
  }

  private static byte[] join(byte[] first, byte[] next) {
    byte[] both = Arrays.copyOf(first, first.length + next.length);
    System.arraycopy(next, 0, both, first.length, next.length);
    return both;
  }

  /** Of a jar, or of a folder of classes where the build has not made one. */
  private static Map<String, byte[]> contents(Path place) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          contents.put(
              place.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      }
      return contents;
    }
    try (JarFile jar = new JarFile(place.toFile())) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        try (InputStream in = jar.getInputStream(entry)) {
          contents.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return contents;
  }

  private List<String> list(Path jar) throws Exception {
    URL tests = MergedJarTest.class.getProtectionDomain().getCodeSource().getLocation();
    List<URL> urls = new ArrayList<>(List.of(jar.toUri().toURL(), tests));
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      return ClassLoaders.call(loader, Lister.class);
    }
  }

  @Test
  void theModelsOfABackendThatLostItsServiceFileAreMissedAloud() throws Exception {
    List<String> lines = list(merged(false));
    assertThat(lines).contains("portrait-starter: ready");
    assertThat(lines).noneMatch(line -> line.startsWith("bshm"));
    for (Class<?> lost : List.of(BshmProvider.class, PpMattingProvider.class)) {
      assertThat(lines)
          .filteredOn(line -> line.startsWith(lost.getName()))
          .singleElement()
          .asString()
          .contains("overwritten", "ServicesResourceTransformer");
    }
  }

  @Test
  void aJarWithJoinedServiceFilesIsNotComplainedOf() throws Exception {
    List<String> lines = list(merged(true));
    assertThat(lines).contains("portrait-starter: ready").anyMatch(l -> l.startsWith("bshm"));
    assertThat(lines).noneMatch(line -> line.contains("overwritten"));
  }

  /** The list of models, as texts. */
  static final class Lister implements Callable<List<String>> {
    @Override
    public List<String> call() {
      return MattingModels.list().stream().map(Lister::text).toList();
    }

    private static String text(ModelStatus line) {
      return line.id()
          + ": "
          + (line.availability().isReady()
              ? "ready"
              : line.availability() instanceof Availability.Broken broken
                  ? broken.what() + "; " + broken.remedy()
                  : "missing");
    }
  }
}
