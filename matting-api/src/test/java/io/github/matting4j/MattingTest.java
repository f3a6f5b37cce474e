package io.github.matting4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.testing.RunReports;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one-liners, with a backend that takes everything for a person. */
class MattingTest {
  private static final ArgbImage PICTURE =
      ArgbImage.copyOf(2, 1, new int[] {0xFF102030, 0xFF405060});

  @TempDir Path folder;
  private Path photo;
  private ClassLoader before;
  private URLClassLoader loader;

  @BeforeEach
  void installBackend() throws Exception {
    photo = folder.resolve("ana.png");
    ImageFiles.write(PICTURE, photo);
    Path file = folder.resolve("META-INF/services/" + MattingModelProvider.class.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, BrokenBackends.Working.class.getName());
    before = Thread.currentThread().getContextClassLoader();
    loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(loader);
  }

  @AfterEach
  void removeBackend() throws Exception {
    Thread.currentThread().setContextClassLoader(before);
    loader.close();
  }

  @Test
  void cutsOutIntoAFile() throws Exception {
    Path file = folder.resolve("out.png");
    Matting.cutOut(photo).to(file);
    assertThat(ImageFiles.read(file).toArray()).isEqualTo(PICTURE.toArray());
  }

  /** A network that sees 550x320 pixels and blurs the edge in the middle. */
  public static final class Coarse extends FakeBackend {
    static final int WIDTH = 1100;
    static final int HEIGHT = 640;

    /** For the service lookup. */
    public Coarse() {
      super(
          "coarse",
          ModelDescriptor.Role.OFFICIAL,
          Map.of("coarse", new Availability.Ready("built in")));
    }

    static MattingResult result() {
      float[] alphas = new float[WIDTH * HEIGHT];
      for (int i = 0; i < alphas.length; i++) {
        alphas[i] = Math.min(1, Math.max(0, (i % WIDTH - WIDTH / 2) / 8f + 0.5f));
      }
      RunReport report = RunReports.of("coarse", WIDTH / 2, HEIGHT / 2);
      return new MattingResult(AlphaMatte.copyOf(WIDTH, HEIGHT, alphas), report);
    }

    @Override
    public MattingModel open(String id, OpenOptions options) {
      ModelDescriptor descriptor = descriptors().get(0);
      return new MattingModel() {
        @Override
        public ModelDescriptor descriptor() {
          return descriptor;
        }

        @Override
        public ModelIdentity identity() {
          return RunReports.identity(id);
        }

        @Override
        public MattingResult run(ArgbImage photo) {
          return result();
        }

        @Override
        public void close() {}
      };
    }
  }

  @Test
  void refinesTheMatteByDefault() throws Exception {
    Files.writeString(
        folder.resolve("META-INF/services/" + MattingModelProvider.class.getName()),
        Coarse.class.getName());
    int[] pixels = new int[Coarse.WIDTH * Coarse.HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % Coarse.WIDTH < Coarse.WIDTH / 2 ? 0xFF203040 : 0xFFE0D0C0;
    }
    ArgbImage picture = ArgbImage.copyOf(Coarse.WIDTH, Coarse.HEIGHT, pixels);
    ImageFiles.write(picture, photo);
    MattingResult run = Coarse.result();
    MatteRefiner refiner = MatteRefiner.forRun(run.report());
    assertThat(Matting.cutOut(photo).image().toArray())
        .isEqualTo(Composer.cutOut().refining(refiner).compose(picture, run.matte()).toArray())
        .isNotEqualTo(Composer.cutOut().compose(picture, run.matte()).toArray());
  }

  @Test
  void thePhotoItselfIsNotOverwritten() throws Exception {
    byte[] before = Files.readAllBytes(photo);
    Path link = Files.createSymbolicLink(folder.resolve("link.png"), photo);
    for (Path file : new Path[] {photo, link}) {
      assertThatThrownBy(() -> Matting.cutOut(photo).to(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("would overwrite the photo " + photo);
    }
    assertThat(photo).hasBinaryContent(before);
  }

  @Test
  void keepsThePictureInMemoryWhereAsked() throws Exception {
    ArgbImage picture =
        Matting.cutOut(photo)
            .with("working")
            .with(OpenOptions.forLatency())
            .onto(Background.BLACK)
            .image();
    assertThat(picture.toArray()).isEqualTo(PICTURE.toArray());
  }

  @Test
  void stepsReturnNewValues() throws Exception {
    Matting.CutOut first = Matting.cutOut(photo);
    assertThat(first.with("nix")).isNotSameAs(first);
    assertThat(first.image().toArray()).isEqualTo(PICTURE.toArray());
  }

  @Test
  void anUnknownModelIsTheCallersMistake() {
    assertThatThrownBy(() -> Matting.cutOut(photo).with("nix").image())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("working: ready");
  }

  @Test
  void withoutAnyModelTheMessageSaysWhatToAdd() {
    Thread.currentThread().setContextClassLoader(before);
    assertThatThrownBy(() -> Matting.cutOut(photo).image())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("matting-starter");
  }

  @Test
  void aFileThatCannotHoldTheResultIsRefusedBeforeAnyWork() {
    Path gone = folder.resolve("gone.jpg");
    assertThatThrownBy(() -> Matting.cutOut(gone).to(folder.resolve("out.gif")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out.gif");
    assertThatThrownBy(() -> Matting.cutOut(gone).to(folder.resolve("out.jpg")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out.jpg")
        .hasMessageContaining("transparency");
    assertThatThrownBy(
            () -> Matting.cutOut(gone).onto(Background.WHITE).to(folder.resolve("out.jpg")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
