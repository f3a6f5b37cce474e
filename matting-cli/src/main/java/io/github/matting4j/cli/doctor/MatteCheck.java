package io.github.matting4j.cli.doctor;

import io.github.matting4j.MattingModels;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import io.github.matting4j.text.Quantities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Cuts a drawn portrait out and compares the matte with the true one. Stateless. */
final class MatteCheck {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 600;
  private static final long SEED = 1;

  /** The largest mean error of a matte that shows that person. */
  private static final double MAX_ERROR = 0.05;

  private MatteCheck() {}

  static void run(Findings findings, String model, OpenOptions options) {
    SyntheticPortrait portrait =
        SyntheticPortraits.headAndShoulders(SEED).size(WIDTH, HEIGHT).render();
    ArgbImage photo = ArgbImage.adopt(WIDTH, HEIGHT, portrait.argb());
    long start = System.nanoTime();
    try (MattingModel opened = MattingModels.discovered().open(model, options)) {
      Duration opening = Duration.ofNanos(System.nanoTime() - start);
      MattingResult result = opened.run(photo);
      RunReport report = result.report();
      findings.ok("model", report.modelId() + ", SHA-256 " + report.modelSha256());
      findings.ok(
          "engine",
          report.engine()
              + " on "
              + report.device()
              + ", "
              + report.threads()
              + (report.threads() == 1 ? " thread" : " threads"));
      findings.ok("opening", Quantities.time(opening));
      findings.ok(
          "matte of " + WIDTH + "x" + HEIGHT,
          Quantities.time(report.total())
              + ", of it in the network "
              + Quantities.time(report.infer()));
      error(findings, meanError(result.matte(), portrait.alpha()));
      findings.ok("memory", memory());
      report.warnings().forEach(warning -> findings.note("warning", warning, ""));
    } catch (MattingException e) {
      findings.problem("matte", "failed: " + Trouble.of(e).text(), "");
    }
  }

  private static void error(Findings findings, double error) {
    String value = String.format(Locale.ROOT, "%.4f (expected: at most %.2f)", error, MAX_ERROR);
    if (error <= MAX_ERROR) {
      findings.ok("mean error", value);
    } else {
      findings.problem(
          "mean error",
          value,
          "the model or the engine gives wrong results on this machine; report it");
    }
  }

  private static double meanError(AlphaMatte matte, float[] truth) {
    double sum = 0;
    float[] row = new float[WIDTH];
    for (int y = 0; y < HEIGHT; y++) {
      matte.readRow(y, row, 0);
      for (int x = 0; x < WIDTH; x++) {
        sum += Math.abs(row[x] - truth[y * WIDTH + x]);
      }
    }
    return sum / truth.length;
  }

  private static String memory() {
    Runtime runtime = Runtime.getRuntime();
    String heap =
        Quantities.bytes(runtime.totalMemory() - runtime.freeMemory()) + " of heap in use";
    try {
      for (String line :
          Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
        if (line.startsWith("VmHWM:")) {
          long kibibytes = Long.parseLong(line.replaceAll("[^0-9]", ""));
          return "at most " + Quantities.bytes(kibibytes << 10) + " resident, " + heap;
        }
      }
    } catch (IOException | NumberFormatException e) {
      return heap; // only Linux says more
    }
    return heap;
  }
}
