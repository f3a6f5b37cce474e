package io.github.matting4j.bench;

import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.ForegroundEstimator;
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
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Prints time and size of written pictures next to those of ImageIO's default, measured in turn in
 * one process.
 *
 * <pre>
 * java -cp matting-bench/target/benchmarks.jar io.github.matting4j.bench.PngRatios \
 *     [WIDTHxHEIGHT [PHOTO|drawn [ROUNDS]]]
 * </pre>
 */
public final class PngRatios {
  private static final int WARM_UP = 4;

  private PngRatios() {}

  private interface Writer {
    void write(OutputStream out) throws IOException;
  }

  /** See the class comment. */
  @SuppressWarnings("SystemOut") // A command line answers on the console.
  public static void main(String[] args) throws Exception {
    String[] size = (args.length > 0 ? args[0] : "1920x1080").split("x", -1);
    int width = Integer.parseInt(size[0]);
    int height = Integer.parseInt(size[1]);
    String photo = args.length > 1 ? args[1] : "drawn";
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 15;
    BenchPicture picture =
        photo.equals("drawn")
            ? BenchPicture.drawn(width, height)
            : BenchPicture.of(Path.of(photo), width, height);
    System.out.printf("%dx%d %s, %d rounds%n", width, height, photo, rounds);
    for (Map.Entry<String, Comparison> line : compare(picture, WARM_UP, rounds).entrySet()) {
      Comparison c = line.getValue();
      System.out.printf(
          "%-14s ImageIO %8.1f ms %10d bytes   ours %8.1f ms %10d bytes   time %.3f  size %.3f%n",
          line.getKey(),
          c.theirs().millis(),
          c.theirBytes(),
          c.ours().millis(),
          c.ourBytes(),
          c.ours().millis() / c.theirs().millis(),
          (double) c.ourBytes() / c.theirBytes());
    }
  }

  /** One kind of picture written by both. */
  record Comparison(Rounds.Cost theirs, int theirBytes, Rounds.Cost ours, int ourBytes) {}

  static Map<String, Comparison> compare(BenchPicture picture, int warmUp, int rounds)
      throws Exception {
    ArgbImage photo = picture.photo();
    AlphaMatte matte = picture.matte();
    ArgbImage cutOut =
        Composer.cutOut().estimating(ForegroundEstimator.none()).compose(photo, matte);
    BufferedImage argb = AwtImages.toBuffered(cutOut);
    BufferedImage rgb = opaque(photo);
    BufferedImage grey8 = grey(matte, BufferedImage.TYPE_BYTE_GRAY, 255);
    BufferedImage grey16 = grey(matte, BufferedImage.TYPE_USHORT_GRAY, 65535);
    Map<String, Writer[]> pairs = new LinkedHashMap<>();
    pairs.put("RGBA cut-out", pair(argb, out -> png(cutOut, out)));
    WriteOptions keep = WriteOptions.defaults().keepHiddenColour();
    pairs.put(
        "RGBA, all kept", pair(argb, out -> ImageFiles.write(cutOut, out, OutputFormat.PNG, keep)));
    pairs.put("RGB photo", pair(rgb, out -> png(photo, out)));
    pairs.put(
        "8-bit alpha", pair(grey8, out -> ImageFiles.writeAlpha8(matte, out, Rounding.NEAREST)));
    pairs.put("16-bit alpha", pair(grey16, out -> ImageFiles.writeAlpha16(matte, out)));
    Rounds tasks = new Rounds();
    pairs.forEach(
        (name, pair) ->
            tasks
                .add("ImageIO " + name, () -> written(pair[0]))
                .add("ours " + name, () -> written(pair[1])));
    Map<String, Rounds.Cost> costs = tasks.run(warmUp, rounds);
    Map<String, Comparison> comparisons = new LinkedHashMap<>();
    for (Map.Entry<String, Writer[]> pair : pairs.entrySet()) {
      comparisons.put(
          pair.getKey(),
          new Comparison(
              cost(costs, "ImageIO " + pair.getKey()),
              written(pair.getValue()[0]).length,
              cost(costs, "ours " + pair.getKey()),
              written(pair.getValue()[1]).length));
    }
    return comparisons;
  }

  private static Rounds.Cost cost(Map<String, Rounds.Cost> costs, String name) {
    return costs.getOrDefault(name, new Rounds.Cost(0, 0));
  }

  private static Writer[] pair(BufferedImage theirs, Writer ours) {
    return new Writer[] {out -> ImageIO.write(theirs, "png", out), ours};
  }

  private static void png(ArgbImage image, OutputStream out) throws IOException {
    ImageFiles.write(image, out, OutputFormat.PNG, WriteOptions.defaults());
  }

  private static byte[] written(Writer writer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
    writer.write(out);
    return out.toByteArray();
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
