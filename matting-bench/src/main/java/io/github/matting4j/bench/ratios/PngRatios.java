package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.bench.fixture.KernelTasks;
import io.github.matting4j.bench.measure.Goal;
import io.github.matting4j.bench.measure.Measured;
import io.github.matting4j.bench.measure.Rounds;
import io.github.matting4j.bench.measure.Row;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.io.AwtImages;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.WriteOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Time and size of written pictures next to those of ImageIO's default. */
@Command(
    name = "png",
    mixinStandardHelpOptions = true,
    description = "Time and size of written pictures next to those of ImageIO's default.")
final class PngRatios implements Callable<Integer> {
  private static final String SIZE = "size ratio";

  @Mixin private final MeasureOptions options = new MeasureOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  /** Writes one picture. */
  private interface Writer {
    void write(OutputStream out) throws IOException;

    default byte[] written() throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
      write(out);
      return out.toByteArray();
    }
  }

  /** One kind of picture, written by both. */
  private record Pair(String name, Writer theirs, Writer ours, List<Goal> goals) {}

  @Override
  public Integer call() throws Exception {
    List<Pair> pairs = pairs(options.picture());
    Rounds rounds = new Rounds(Rounds.Clock.CPU);
    for (Pair pair : pairs) {
      rounds
          .add("ImageIO " + pair.name(), pair.theirs()::written)
          .add(pair.name(), pair.ours()::written);
    }
    Measured measured = rounds.run(options.warmUp(), options.rounds());
    List<Row> rows = new ArrayList<>();
    for (Pair pair : pairs) {
      double ours = pair.ours().written().length;
      Row row =
          Row.of(measured, pair.name(), "ImageIO " + pair.name())
              .with("kB", ours / 1e3)
              .with(SIZE, ours / pair.theirs().written().length);
      for (Goal goal : pair.goals()) {
        row = row.goal(goal);
      }
      rows.add(row);
    }
    options.publish("png", "CPU of the calling thread", rows, spec.commandLine().getOut());
    return 0;
  }

  private static List<Pair> pairs(BenchPicture picture) throws IOException {
    ArgbImage photo = picture.photo();
    AlphaMatte matte = picture.matte();
    ArgbImage cutOut = KernelTasks.rawColours().compose(photo, matte);
    BufferedImage argb = AwtImages.toBuffered(cutOut);
    BufferedImage rgb = opaque(photo);
    BufferedImage grey8 = grey(matte, BufferedImage.TYPE_BYTE_GRAY, 255);
    BufferedImage grey16 = grey(matte, BufferedImage.TYPE_USHORT_GRAY, 65535);
    WriteOptions keep = WriteOptions.defaults().keepHiddenColour();
    List<Goal> colour = List.of(Goal.atMost(0.45), new Goal(SIZE, 0.75, true));
    return List.of(
        new Pair("RGBA cut-out", imageIo(argb), out -> png(cutOut, out), colour),
        new Pair(
            "RGBA, hidden colours kept",
            imageIo(argb),
            out -> ImageFiles.write(cutOut, out, OutputFormat.PNG, keep),
            colour),
        new Pair("RGB photo", imageIo(rgb), out -> png(photo, out), List.of()),
        new Pair(
            "8-bit alpha",
            imageIo(grey8),
            out -> ImageFiles.writeAlpha8(matte, out, Rounding.NEAREST),
            List.of()),
        new Pair(
            "16-bit alpha",
            imageIo(grey16),
            out -> ImageFiles.writeAlpha16(matte, out),
            List.of(Goal.atMost(0.25))));
  }

  private static Writer imageIo(BufferedImage image) {
    return out -> ImageIO.write(image, "png", out);
  }

  private static void png(ArgbImage image, OutputStream out) throws IOException {
    ImageFiles.write(image, out, OutputFormat.PNG, WriteOptions.defaults());
  }

  private static BufferedImage opaque(ArgbImage image) {
    BufferedImage rgb =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    rgb.setRGB(0, 0, image.width(), image.height(), image.toArray(), 0, image.width());
    return rgb;
  }

  private static BufferedImage grey(AlphaMatte matte, int type, int maximum) {
    BufferedImage grey = new BufferedImage(matte.width(), matte.height(), type);
    float[] alpha = matte.toArray();
    int[] levels = new int[alpha.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Rounding.NEAREST.quantize(alpha[i], maximum);
    }
    grey.getRaster().setPixels(0, 0, matte.width(), matte.height(), levels);
    return grey;
  }
}
