package io.github.matting4j.starter;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.QualityFlag;
import io.github.matting4j.model.RunControl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * Prints the table of flags in docs/measurements/edges.md: the built-in network on real photos with
 * mattes. Arguments: zip files that hold {@code FOLDER/NAME.jpg} beside {@code FOLDER/NAME.png}.
 *
 * <p>The photos are split by the checksum of their names; thresholds were set on half 0, and half 1
 * is to be reported.
 */
public final class FlagFigures {
  private static final double RIGHT = 0.8;
  private static final Set<String> DRAWN = Set.of("rendered", "cgi-humans");

  private record Sample(int half, double iou, Set<QualityFlag> flags, Set<QualityFlag> checked) {
    boolean isWrong() {
      return iou < RIGHT;
    }
  }

  private FlagFigures() {}

  public static void main(String[] files) throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (MattingModel model =
        new StarterProvider().open("portrait-starter", OpenOptions.forLatency())) {
      for (String file : files) {
        read(Path.of(file), model, samples);
      }
    }
    for (int half = 0; half < 2; half++) {
      int wanted = half;
      List<Sample> of = samples.stream().filter(s -> s.half == wanted).toList();
      print("half " + half, of, false);
      print("half " + half + ", checked", of, true);
      for (QualityFlag flag : QualityFlag.values()) {
        System.out.printf(
            "  %s: %s%n", flag, rates(of, s -> s.checked.contains(flag) || s.flags.contains(flag)));
      }
    }
  }

  private static void read(Path zip, MattingModel model, List<Sample> samples) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Map<String, byte[]> pictures = new TreeMap<>();
      var entries = file.entries();
      while (entries.hasMoreElements()) {
        var entry = entries.nextElement();
        try (InputStream in = file.getInputStream(entry)) {
          pictures.put(entry.getName(), in.readAllBytes());
        }
      }
      for (Map.Entry<String, byte[]> entry : pictures.entrySet()) {
        byte[] truth = pictures.get(entry.getKey().replace(".jpg", ".png"));
        if (truth != null && entry.getKey().endsWith(".jpg")) {
          add(entry.getKey(), entry.getValue(), truth, model, samples);
        }
      }
    }
  }

  private static void add(
      String name, byte[] jpeg, byte[] png, MattingModel model, List<Sample> samples)
      throws IOException {
    String[] parts = name.split("/");
    if (parts.length < 2 || DRAWN.contains(parts[parts.length - 2])) {
      return;
    }
    ArgbImage photo = ImageFiles.read(jpeg, ReadOptions.defaults());
    ArgbImage truth = ImageFiles.read(png, ReadOptions.defaults());
    MattingResult result = model.run(photo);
    samples.add(
        new Sample(
            half(parts[parts.length - 1]),
            iou(result.matte(), truth),
            result.flags(photo),
            result.checkedFlags(photo, model, RunControl.unlimited())));
  }

  /** Crops of one picture, whose names go on after two underscores and "crop", stay together. */
  private static int half(String name) {
    String stem = name.replace(".jpg", "").replaceAll("__?(crop|w[0-9]).*$", "");
    CRC32 checksum = new CRC32();
    checksum.update(stem.getBytes(StandardCharsets.UTF_8));
    return (int) (checksum.getValue() & 1);
  }

  private static double iou(AlphaMatte matte, ArgbImage truth) {
    int both = 0;
    int either = 0;
    for (int y = 0; y < matte.height(); y++) {
      for (int x = 0; x < matte.width(); x++) {
        boolean found = matte.alpha(x, y) >= 0.5f;
        boolean person = (truth.argb(x, y) & 0xFF) >= 128;
        both += found && person ? 1 : 0;
        either += found || person ? 1 : 0;
      }
    }
    return either == 0 ? 1 : (double) both / either;
  }

  private static void print(String name, List<Sample> samples, boolean checked) {
    System.out.printf(
        "%s: %d photos, flagged %s%n",
        name,
        samples.size(),
        rates(
            samples,
            s -> (checked ? s.checked : s.flags).stream().anyMatch(QualityFlag::doubtsWhole)));
  }

  private interface Rule {
    boolean flags(Sample sample);
  }

  private static String rates(List<Sample> samples, Rule rule) {
    int[] wrong = new int[2];
    int[] right = new int[2];
    int[] good = new int[2];
    for (Sample sample : samples) {
      int flagged = rule.flags(sample) ? 1 : 0;
      int[] counts = sample.isWrong() ? wrong : right;
      counts[flagged]++;
      good[flagged] += sample.iou >= 0.9 ? 1 : 0;
    }
    return String.format(
        "%d of %d wrong, %d of %d right (of IoU from 0.9 on: %d of %d), precision %.2f",
        wrong[1],
        Arrays.stream(wrong).sum(),
        right[1],
        Arrays.stream(right).sum(),
        good[1],
        Arrays.stream(good).sum(),
        wrong[1] / Math.max(1.0, wrong[1] + right[1]));
  }
}
