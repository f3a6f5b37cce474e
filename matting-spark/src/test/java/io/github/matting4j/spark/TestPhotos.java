package io.github.matting4j.spark;

import io.github.matting4j.batch.BatchRun;
import io.github.matting4j.batch.BatchRunner;
import io.github.matting4j.batch.OutputPattern;
import io.github.matting4j.batch.PhotoOutcome;
import io.github.matting4j.batch.PhotoSource;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.CutOutStep;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.model.MattingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Small photos, and what a batch makes of them. */
final class TestPhotos {
  private static final int SIDE = 24;

  private TestPhotos() {}

  /** A photo that looks like no other number's. */
  static void write(Path file, int number) throws IOException {
    write(file, number, 0xFF000000);
  }

  /** The same with this first pixel. */
  static void write(Path file, int number, int first) throws IOException {
    int[] pixels = new int[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0xFF000000 | (i * 7919 + number * 104729) * 31;
    }
    pixels[0] = first;
    Files.createDirectories(file.getParent());
    ImageFiles.write(ArgbImage.adopt(SIDE, SIDE, pixels), file);
  }

  /** Photos in two folders; one is cut short, the model fails on one. */
  static void folder(Path folder) throws IOException {
    for (int i = 0; i < 6; i++) {
      write(folder.resolve(i % 2 == 0 ? "even" : "odd one").resolve("p" + i + ".png"), i);
    }
    write(folder.resolve("fails.png"), 7, StubProvider.FAILS);
    Path cut = folder.resolve("cut.png");
    write(cut, 8);
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 100));
  }

  /** The error of each photo by relative path, empty for those that were done. */
  static Map<String, String> batch(MattingModel model, Path photos, Path results, String... kinds)
      throws IOException {
    Map<String, String> errors = new TreeMap<>();
    BatchRunner runner =
        BatchRunner.of(model, PhotoSource.below(photos), new CutOutStep(CutOutSettings.defaults()))
            .outputs(OutputPattern.in(results, kinds))
            .parallelism(1);
    try (BatchRun run = runner.open()) {
      while (run.hasNext()) {
        PhotoOutcome outcome = run.next();
        errors.put(
            photos.relativize(outcome.photo().file()).toString(),
            outcome.failure().map(failure -> failure.kind() + ": " + failure.message()).orElse(""));
      }
    }
    return errors;
  }

  /** The hash of each picture below a folder, by relative path. */
  static Map<String, String> pictures(Path folder) throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".png")).sorted().toList()) {
        contents.put(folder.relativize(file).toString(), Sha256.of(file));
      }
    }
    return contents;
  }
}
