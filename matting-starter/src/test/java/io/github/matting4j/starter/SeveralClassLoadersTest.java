package io.github.matting4j.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.MattingModels;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import io.github.matting4j.testing.ClassLoaders;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several applications in one JVM, each with all jars for itself, as in a servlet container. */
class SeveralClassLoadersTest {
  @TempDir Path folder;

  private ChildJvm child() throws Exception {
    return ChildJvm.with(
        "-Xmx256m",
        "-Dmatting4j.home=" + folder.resolve("home"),
        "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
  }

  private List<String> copies() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("home").resolve("native"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void eachOfThreeCutsAPhotoOutAndLaterJvmsUseTheirCopiesAgain() throws Exception {
    for (int start = 0; start < 2; start++) {
      ChildProcess.Outcome outcome = child().run(60, ThreeAtOnce.class);
      assertThat(outcome.output()).isEqualTo("[0.000, 0.000, 0.000]\n");
      assertThat(outcome.exitCode()).isZero();
      assertThat(copies()).hasSize(3);
    }
    try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void anApplicationThatIsDeployedAgainWorksAgain() throws Exception {
    ChildProcess.Outcome outcome = child().run(60, DeployedAgain.class);
    assertThat(outcome.output()).isEqualTo("0.000\n".repeat(4));
    assertThat(copies().size()).isBetween(1, 4);
  }

  @Test
  void aFolderNamedByTheHostServesTheFirstAndTheOthersGetCopies() throws Exception {
    assertThat(child().run(60, ThreeAtOnce.class).exitCode()).isZero();
    Path named = folder.resolve("home/native").resolve(copies().get(0));
    ChildProcess.Outcome outcome =
        ChildJvm.with(
                "-Donnxruntime.native.path=" + named,
                "-Dmatting4j.home=" + folder.resolve("other"),
                "-Djava.io.tmpdir=" + folder.resolve("tmp"))
            .run(60, ThreeAtOnce.class);
    assertThat(outcome.output()).isEqualTo("[0.000, 0.000, 0.000]\n");
  }

  @Test
  void aThreadOfTheCommonPoolFindsTheModelsOfAnIsolatedApplication() throws Exception {
    try (URLClassLoader application = ClassLoaders.isolated()) {
      assertThat(ClassLoaders.call(application, FromCommonPool.class))
          .isEqualTo("[portrait-starter true]");
    }
  }

  /** Opens the starter and cuts a plain picture out: its mean alpha. */
  static final class CutOut implements Callable<String> {
    @Override
    public String call() {
      try (MattingModel model = MattingModels.open("portrait-starter")) {
        double mean = model.matte(ArgbImage.filled(64, 48, 0xFFC8C0B8)).mean();
        return String.format(java.util.Locale.ROOT, "%.3f", mean);
      }
    }
  }

  /** What a thread of the common pool lists. */
  static final class FromCommonPool implements Callable<String> {
    @Override
    public String call() throws Exception {
      return ForkJoinPool.commonPool()
          .submit(
              () ->
                  MattingModels.list().stream()
                      .map(line -> line.id() + " " + line.availability().isReady())
                      .toList()
                      .toString())
          .get();
    }
  }

  /** Main: three applications that run beside each other. */
  static final class ThreeAtOnce {
    public static void main(String[] args) throws Exception {
      try (URLClassLoader one = ClassLoaders.isolated();
          URLClassLoader two = ClassLoaders.isolated();
          URLClassLoader three = ClassLoaders.isolated()) {
        Stream<URLClassLoader> all = Stream.of(one, two, three).parallel();
        System.out.println(all.map(ThreeAtOnce::cutOut).toList());
      }
    }

    private static String cutOut(ClassLoader loader) {
      try {
        return ClassLoaders.call(loader, CutOut.class);
      } catch (Exception e) {
        return e.toString();
      }
    }
  }

  /** Main: an application that is dropped and deployed again. */
  static final class DeployedAgain {
    public static void main(String[] args) throws Exception {
      for (int i = 0; i < 4; i++) {
        try (URLClassLoader loader = ClassLoaders.isolated()) {
          System.out.println(ClassLoaders.call(loader, CutOut.class));
        }
        System.gc();
      }
    }
  }
}
