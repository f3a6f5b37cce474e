package io.github.matting4j.cli;

import io.github.matting4j.MattingModels;
import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.portraits.PortraitScene;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Prints the tables of docs/measurements/zoom.md: a model with and without zoom on photos with
 * mattes. Arguments: the model's id, the model folder or {@code -} for the usual one, and {@code
 * drawn} or zip files that hold {@code FOLDER/NAME.jpg} beside {@code FOLDER/NAME.png}.
 */
public final class ZoomFigures {
  private static final Set<String> DRAWN_FOLDERS = Set.of("rendered", "cgi-humans");
  private static final Set<String> DRAWN =
      Set.of("small-person-seaside", "two-apart-seaside", "couple-leaves");
  private static final double RIGHT = 0.8;

  /** One photo: how much of its height people take, and the two mattes' errors. */
  private record Sample(
      String name, double height, Errors off, Errors zoomed, int crops, int joined) {}

  /** SAD as a share of the person's area, and IoU at alpha 1/2. */
  private record Errors(double sad, double iou) {}

  private ZoomFigures() {}

  public static void main(String[] args) throws IOException {
    OpenOptions options = OpenOptions.forLatency();
    options = args[1].equals("-") ? options : options.modelFolder(Path.of(args[1]));
    List<Sample> samples = new ArrayList<>();
    try (MattingModel off = MattingModels.discovered().open(args[0], options);
        MattingModel zoomed =
            MattingModels.discovered().open(args[0], options.zoom(OpenOptions.Zoom.AUTO))) {
      for (String source : List.of(args).subList(2, args.length)) {
        if (source.equals("drawn")) {
          drawn(off, zoomed);
        } else {
          read(Path.of(source), off, zoomed, samples);
        }
      }
    }
    if (!samples.isEmpty()) {
      print("all", samples, s -> true);
      print("held out", samples, s -> isHeldOut(s.name));
      double[] limits = {0, 0.3, 0.5, 0.7, 0.9, 1.01};
      for (int i = 1; i < limits.length; i++) {
        double from = limits[i - 1];
        double to = limits[i];
        print(
            "people " + from + " to " + to + " of the height",
            samples,
            s -> s.height >= from && s.height < to);
      }
    }
  }

  /** Photos that no network of this project was trained on. */
  private static boolean isHeldOut(String name) {
    String digits = name.replaceAll(".*/0*([0-9]+)\\.jpg", "$1");
    boolean coco = name.contains("coco-ccby/") || name.contains("coco-ccby-multi/");
    return coco ? Long.parseLong(digits) % 4 == 0 : name.startsWith("bodies2/");
  }

  /** The gallery's scenes in the open, and the same people at a half and a third of their size. */
  private static void drawn(MattingModel off, MattingModel zoomed) {
    for (PortraitScene scene : SyntheticPortraits.gallery()) {
      if (!DRAWN.contains(scene.name())) {
        continue;
      }
      for (int shrink = 1; shrink <= 3; shrink++) {
        Drawn drawn = Drawn.of(scene, shrink);
        Sample s = sample(scene.name(), drawn.photo, drawn.truth, off, zoomed);
        System.out.printf(
            Locale.ROOT,
            "| %s 1:%d, %dx%d | %.2f | %d of %d | %.3f, %.3f | %.3f, %.3f |%n",
            s.name,
            shrink,
            drawn.photo.width(),
            drawn.photo.height(),
            s.height,
            s.joined,
            s.crops,
            s.off.sad,
            s.off.iou,
            s.zoomed.sad,
            s.zoomed.iou);
      }
    }
  }

  /** A drawn photo and its matte. */
  private record Drawn(ArgbImage photo, AlphaMatte truth) {

    /** The scene's background at this many times its size, its people at the lower centre. */
    static Drawn of(PortraitScene scene, int shrink) {
      SyntheticPortrait people = scene.size(scene.width() / 3, scene.height() / 3).render();
      int width = shrink * people.width();
      int height = shrink * people.height();
      int[] pixels = scene.size(width, height).render().background();
      float[] alphas = new float[pixels.length];
      int left = (width - people.width()) / 2;
      int top = height - people.height();
      int[] foreground = people.foreground();
      float[] alpha = people.alpha();
      for (int y = 0; y < people.height(); y++) {
        for (int x = 0; x < people.width(); x++) {
          int from = y * people.width() + x;
          int to = (top + y) * width + left + x;
          pixels[to] = SyntheticPortrait.compose(alpha[from], foreground[from], pixels[to]);
          alphas[to] = alpha[from];
        }
      }
      return new Drawn(
          ArgbImage.adopt(width, height, pixels), AlphaMatte.adopt(width, height, alphas));
    }
  }

  private static void read(Path zip, MattingModel off, MattingModel zoomed, List<Sample> samples)
      throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Map<String, ZipEntry> entries = new TreeMap<>();
      Collections.list(file.entries()).forEach(e -> entries.put(e.getName(), e));
      for (String name : entries.keySet()) {
        ZipEntry truth = entries.get(name.replace(".jpg", ".png"));
        String[] parts = name.split("/");
        if (name.endsWith(".jpg")
            && truth != null
            && parts.length > 1
            && !DRAWN_FOLDERS.contains(parts[parts.length - 2])) {
          samples.add(
              sample(
                  name,
                  picture(file, entries.get(name)),
                  alpha(picture(file, truth)),
                  off,
                  zoomed));
        }
      }
    }
  }

  private static ArgbImage picture(ZipFile file, ZipEntry entry) throws IOException {
    try (InputStream in = file.getInputStream(entry)) {
      return ImageFiles.read(in.readAllBytes(), ReadOptions.defaults());
    }
  }

  private static AlphaMatte alpha(ArgbImage grey) {
    float[] alphas = new float[grey.width() * grey.height()];
    for (int i = 0; i < alphas.length; i++) {
      alphas[i] = (grey.argb(i % grey.width(), i / grey.width()) & 0xFF) / 255f;
    }
    return AlphaMatte.adopt(grey.width(), grey.height(), alphas);
  }

  private static Sample sample(
      String name, ArgbImage photo, AlphaMatte truth, MattingModel off, MattingModel zoomed) {
    MattingResult without = off.run(photo);
    MattingResult with = zoomed.run(photo);
    int top = truth.height();
    int bottom = 0;
    for (int y = 0; y < truth.height(); y++) {
      for (int x = 0; x < truth.width(); x++) {
        if (truth.alpha(x, y) > 0.5f) {
          top = Math.min(top, y);
          bottom = y + 1;
        }
      }
    }
    return new Sample(
        name,
        Math.max(0, bottom - top) / (double) truth.height(),
        errors(refined(photo, without), truth),
        errors(refined(photo, with), truth),
        with.report().zoom().orElseThrow().crops(),
        with.report().zoom().orElseThrow().joined());
  }

  private static AlphaMatte refined(ArgbImage photo, MattingResult result) {
    return MatteRefiner.forRun(result.report()).refine(photo, result.matte());
  }

  private static Errors errors(AlphaMatte matte, AlphaMatte truth) {
    double mass = 0;
    double sad = 0;
    long both = 0;
    long either = 0;
    for (int y = 0; y < truth.height(); y++) {
      for (int x = 0; x < truth.width(); x++) {
        float a = matte.alpha(x, y);
        float t = truth.alpha(x, y);
        mass += t;
        sad += Math.abs(a - t);
        both += a >= 0.5f && t >= 0.5f ? 1 : 0;
        either += a >= 0.5f || t >= 0.5f ? 1 : 0;
      }
    }
    return new Errors(sad / Math.max(1, mass), either == 0 ? 1 : (double) both / either);
  }

  private static void print(String name, List<Sample> all, Predicate<Sample> wanted) {
    List<Sample> of = all.stream().filter(wanted).toList();
    List<Sample> zoomed = of.stream().filter(s -> s.joined > 0).toList();
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %s | %d | %s | %d, %d | %.2f |%n",
        name,
        of.size(),
        means(of),
        zoomed.size(),
        means(zoomed),
        zoomed.stream().filter(s -> s.zoomed.sad < 0.9 * s.off.sad).count(),
        zoomed.stream().filter(s -> s.zoomed.sad > 1.1 * s.off.sad).count(),
        1 + of.stream().mapToInt(Sample::crops).average().orElse(0));
  }

  private static String means(List<Sample> of) {
    return String.format(
        Locale.ROOT,
        "%.3f to %.3f | %d to %d | %.3f to %.3f",
        of.stream().mapToDouble(s -> s.off.iou).average().orElse(0),
        of.stream().mapToDouble(s -> s.zoomed.iou).average().orElse(0),
        of.stream().filter(s -> s.off.iou < RIGHT).count(),
        of.stream().filter(s -> s.zoomed.iou < RIGHT).count(),
        of.stream().mapToDouble(s -> s.off.sad).average().orElse(0),
        of.stream().mapToDouble(s -> s.zoomed.sad).average().orElse(0));
  }
}
