package io.github.matting4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.Framing;
import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.AwtImages;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.NoSuitableModelException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.testing.RunReports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** A stream that notes whether it was closed. */
  private static final class OpenInput extends FilterInputStream {
    private boolean closed;

    OpenInput(byte[] data) {
      super(new ByteArrayInputStream(data));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** A stream that notes whether it was closed. */
  private static final class OpenOutput extends ByteArrayOutputStream {
    private boolean closed;

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Starts from the same photo in one of the five ways. */
  private enum Input {
    FILE,
    STREAM,
    BYTES,
    AWT,
    IMAGE;

    Matting.CutOut of(Path photo) throws IOException {
      return switch (this) {
        case FILE -> Matting.cutOut(photo);
        case STREAM -> Matting.cutOut(new ByteArrayInputStream(Files.readAllBytes(photo)));
        case BYTES -> Matting.cutOut(Files.readAllBytes(photo));
        case AWT -> Matting.cutOut(AwtImages.toBuffered(ImageFiles.read(photo)));
        case IMAGE -> Matting.cutOut(ImageFiles.read(photo));
      };
    }
  }

  /** Takes the result in one of the five ways. */
  private enum Output {
    FILE,
    STREAM,
    BYTES,
    AWT,
    IMAGE;

    ArgbImage of(Matting.CutOut cutOut, Path file) throws IOException {
      switch (this) {
        case FILE -> {
          cutOut.to(file);
          return ImageFiles.read(file);
        }
        case STREAM -> {
          ByteArrayOutputStream stream = new ByteArrayOutputStream();
          cutOut.to(stream, OutputFormat.PNG);
          return ImageFiles.read(stream.toByteArray(), ReadOptions.defaults());
        }
        case BYTES -> {
          return ImageFiles.read(cutOut.bytes(OutputFormat.TIFF), ReadOptions.defaults());
        }
        case AWT -> {
          return AwtImages.from(cutOut.bufferedImage());
        }
        default -> {
          return cutOut.image();
        }
      }
    }
  }

  static List<Arguments> inputsAndOutputs() {
    return Arrays.stream(Input.values())
        .flatMap(in -> Arrays.stream(Output.values()).map(out -> Arguments.of(in, out)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("inputsAndOutputs")
  void everyInputGoesToEveryOutput(Input in, Output out) throws Exception {
    assertThat(out.of(in.of(photo), folder.resolve("out.png")).toArray())
        .isEqualTo(PICTURE.toArray());
  }

  @Test
  void streamsStayOpen() throws Exception {
    OpenInput in = new OpenInput(Files.readAllBytes(photo));
    OpenOutput out = new OpenOutput();
    Matting.cutOut(in).to(out, OutputFormat.PNG);
    assertThat(in.closed).isFalse();
    assertThat(in.read()).isEqualTo(-1);
    assertThat(out.closed).isFalse();
    assertThat(ImageFiles.read(out.toByteArray(), ReadOptions.defaults()).toArray())
        .isEqualTo(PICTURE.toArray());
  }

  @Test
  void aStreamGivesOneResult() throws Exception {
    Matting.CutOut cutOut = Input.STREAM.of(photo);
    cutOut.image();
    assertThatThrownBy(cutOut::image).isInstanceOf(ImageReadException.class);
  }

  @Test
  void nothingIsWrittenToTheStreamUnlessAllWentWell() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Matting.CutOut broken = Matting.cutOut(new byte[] {1, 2, 3});
    assertThatThrownBy(() -> broken.to(stream, OutputFormat.PNG))
        .isInstanceOf(ImageReadException.class);
    assertThat(stream.size()).isZero();
  }

  @Test
  void anOpenModelStaysOpen() throws Exception {
    AtomicInteger closings = new AtomicInteger();
    MattingModel model =
        new FakeBackend("x", ModelDescriptor.Role.OFFICIAL, Map.of()) {
          @Override
          void closed() {
            closings.incrementAndGet();
          }
        }.open("mine", OpenOptions.forLatency());
    Thread.currentThread().setContextClassLoader(before); // no other model is found
    assertThat(Matting.cutOut(photo).with(model).image().toArray()).isEqualTo(PICTURE.toArray());
    assertThat(Matting.cutOut(photo).with(model).matte().mean()).isEqualTo(1);
    assertThat(closings).hasValue(0);
  }

  @Test
  void theModelIsChosenByCriteria() throws Exception {
    MattingCriteria criteria = MattingCriteria.anything();
    assertThat(Matting.cutOut(photo).choosing(criteria).image().toArray())
        .isEqualTo(PICTURE.toArray());
    Thread.currentThread().setContextClassLoader(before);
    assertThatThrownBy(() -> Matting.cutOut(photo).choosing(criteria).image())
        .isInstanceOf(NoSuitableModelException.class);
  }

  @Test
  void theOptionsReachTheModelHoweverItIsChosen() {
    OpenOptions named = OpenOptions.forLatency().modelFile(folder.resolve("any.onnx"));
    Matting.CutOut cutOut = Matting.cutOut(photo).with(named);
    for (Matting.CutOut choice : List.of(cutOut, cutOut.choosing(MattingCriteria.anything()))) {
      assertThatThrownBy(choice::image)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("any.onnx");
    }
    assertThatCode(() -> cutOut.with("working").image()).doesNotThrowAnyException();
  }

  @Test
  void theFramingHoldsForImageAndMatte() throws Exception {
    Matting.CutOut framed = Matting.cutOut(photo).framing(Framing.photo().size(6, 3));
    assertThat(framed.image()).returns(6, ArgbImage::width).returns(3, ArgbImage::height);
    assertThat(framed.matte()).returns(6, AlphaMatte::width).returns(3, AlphaMatte::height);
    assertThat(framed.onto(Background.BLACK).image().isOpaque()).isTrue();
  }

  @Test
  void thePhotosOwnTransparencyCounts() throws Exception {
    ArgbImage glass = ArgbImage.copyOf(2, 1, new int[] {0xFF102030, 0x66405060});
    AlphaMatte matte = Matting.cutOut(glass).matte();
    assertThat(matte.toArray()).containsExactly(new float[] {1f, 0x66 / 255f}, within(1e-6f));
    assertThat(Matting.cutOut(glass).image().toArray()).isEqualTo(glass.toArray());
    assertThat(Matting.cutOut(glass).onto(Background.WHITE).image().isOpaque()).isTrue();
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
        .hasMessageContaining("known models: working");
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
    assertThatThrownBy(() -> Matting.cutOut(gone).bytes(OutputFormat.JPEG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("transparency")
        .hasMessageContaining("JPEG");
    assertThatThrownBy(
            () -> Matting.cutOut(gone).onto(Background.WHITE).to(folder.resolve("out.jpg")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aBackgroundMakesItFitForJpeg() throws Exception {
    byte[] jpeg = Matting.cutOut(photo).onto(Background.WHITE).bytes(OutputFormat.JPEG);
    assertThat(ImageFiles.read(jpeg, ReadOptions.defaults()).width()).isEqualTo(2);
  }
}
