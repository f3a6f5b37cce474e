package io.github.matting4j.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.cli.Cli;
import io.github.matting4j.cli.Pictures;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.MattingTimeoutException;
import io.github.matting4j.model.ModelBusyException;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoadTimeoutException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testing.RunReports;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend goes wrong: the user reads one line a trouble, never a stack trace. */
class TroubleTest {
  @TempDir Path folder;

  /** Finds the troublesome backend beside the usual ones. */
  private Cli.Result run(String... arguments) throws Exception {
    Path file = folder.resolve("META-INF/services/" + MattingModelProvider.class.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, Troublesome.class.getName() + "\ncom.example.Gone\n");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      return Cli.run(arguments);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private Cli.Result cutout(String model) throws Exception {
    String one = Pictures.portrait(folder.resolve("one.jpg")).toString();
    String two = Pictures.portrait(folder.resolve("two.jpg")).toString();
    return run("cutout", one, two, "-o", folder.resolve("out").toString(), "--model", model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inference", "arithmetic", "memory", "timeout", "busy"})
  void aPhotoThatTheModelFailsOnIsOneFailedPhotoAndTheNextIsTried(String trouble) throws Exception {
    Cli.Result result = cutout(trouble);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("one.jpg: ") && line.contains(Troublesome.says(trouble)))
        .anyMatch(line -> line.contains("two.jpg: ") && line.contains(Troublesome.says(trouble)));
    assertThat(Pictures.names(folder.resolve("out"))).isEmpty();
  }

  @Test
  void aModelThatOpensTooSlowlyIsOneLineAndTheStatusOfModels() throws Exception {
    Cli.Result result = cutout("slow-to-open");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .contains("opening took longer than 60 s; check the file")
        .doesNotContain("Exception");
  }

  @Test
  void anErrorEndsTheCommandWithOneLine() throws Exception {
    Cli.Result result = cutout("error");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("matting: ")
        .contains("internal error (cannot be); please report it with what --verbose prints")
        .doesNotContain("AssertionError", "Troublesome");
  }

  @Test
  void aBackendThatCannotBeLoadedIsListedWithWhatToDo() throws Exception {
    String table = run("models").exits(0).out();
    assertThat(table).containsPattern("(?m)^com.example.Gone +broken +a matting backend");
    assertThat(table.replaceAll("\\s+", " ")).contains("check that its jar", "portrait-starter");
  }

  /** Every model of it goes wrong in its own way. */
  public static final class Troublesome implements MattingModelProvider {
    static String says(String trouble) {
      return switch (trouble) {
        case "memory" -> "-Xmx";
        case "inference" -> "NaN";
        case "timeout" -> "the run took too long; allow more time";
        case "busy" -> "the model is busy; try again later";
        default -> "by zero";
      };
    }

    @Override
    public List<ModelDescriptor> descriptors() {
      return List.of(
              "inference", "arithmetic", "memory", "timeout", "busy", "slow-to-open", "error")
          .stream()
          .map(Troublesome::descriptor)
          .toList();
    }

    private static ModelDescriptor descriptor(String id) {
      return ModelDescriptor.builder(id, new Family("test"))
          .role(ModelDescriptor.Role.OFFICIAL)
          .title("Trouble")
          .summary("Fails.")
          .licence(new Licence("MIT", "https://example.org", "us", Licence.CommercialUse.ALLOWED))
          .source("https://example.org")
          .fileNames(id + ".onnx")
          .build();
    }

    @Override
    public Availability probe(String id, OpenOptions options) {
      return new Availability.Ready("here");
    }

    @Override
    public MattingModel open(String id, OpenOptions options) {
      if (id.equals("slow-to-open")) {
        throw new ModelLoadTimeoutException(id + ": opening took longer than 60 s; check the file");
      }
      return new MattingModel() {
        @Override
        public ModelDescriptor descriptor() {
          return Troublesome.descriptor(id);
        }

        @Override
        public ModelIdentity identity() {
          return RunReports.identity(descriptor().id());
        }

        @Override
        public MattingResult run(ArgbImage photo) {
          switch (id) {
            case "inference" -> throw new InferenceException("the network gave NaN");
            case "arithmetic" -> throw new ArithmeticException("/ by zero");
            case "timeout" ->
                throw new MattingTimeoutException(
                    MattingTimeoutException.Stage.NETWORK,
                    "the run took too long; allow more time");
            case "busy" -> throw new ModelBusyException("the model is busy; try again later");
            case "memory" -> throw new OutOfMemoryError("Java heap space");
            default -> throw new AssertionError("cannot be");
          }
        }

        @Override
        public void close() {}
      };
    }
  }
}
