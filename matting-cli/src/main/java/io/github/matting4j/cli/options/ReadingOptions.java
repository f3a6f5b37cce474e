package io.github.matting4j.cli.options;

import io.github.matting4j.batch.cutout.CutOut;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.ReadOptions.Damage;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how large a photo may be and what becomes of damaged ones. */
public final class ReadingOptions {
  /** Refusing or accepting, as the command line has it. */
  enum Damaged {
    REFUSE,
    ACCEPT
  }

  /** The options that decide whether a photo is read, not how. */
  static final Set<String> LIMITS = Set.of("--max-megapixels", "--max-file-size", "--read-timeout");

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})(B|KB|MB|GB)?");

  /** Heap that a command takes at its peak for each pixel of a photo. */
  private static final int BYTES_PER_PIXEL = CutOut.BYTES_PER_PIXEL;

  private static final long MAX_PIXELS = ReadOptions.defaults().anySize().maxPixels();
  private static final long MAX_BYTES = ReadOptions.defaults().anySize().maxBytes();

  /** JPEG has no longer side; the pixels are limited on their own. */
  private static final int MAX_SIDE = 65_535;

  @Option(
      names = "--max-megapixels",
      paramLabel = "N",
      description =
          "Photos of more are refused. Default: what Java's heap has room for, one per 24 MB, at"
              + " least 50.")
  private @Nullable Double megapixels;

  @Option(
      names = "--max-file-size",
      paramLabel = "SIZE",
      description =
          "Larger files are refused, such as 500MB. Default: an eighth of Java's heap, at least"
              + " 64MB, at most 1GB.")
  private @Nullable String fileSize;

  @Option(
      names = "--read-timeout",
      paramLabel = "SECONDS",
      description = "Photos that take longer to read are refused. Default: 20.")
  private @Nullable Double seconds;

  @Option(
      names = "--damaged",
      paramLabel = "refuse|accept",
      description =
          "accept takes what can be read of damaged files; rows that are missing are grey or"
              + " transparent. Default: refuse.")
  private Damaged damaged = Damaged.REFUSE;

  /**
   * Looks at the values.
   *
   * @throws IllegalArgumentException if one makes no sense
   */
  public ReadOptions settled() {
    return applyTo(ReadOptions.defaults(), Runtime.getRuntime().maxMemory());
  }

  /** These options in a process of this heap. */
  public ReadOptions applyTo(ReadOptions options, long heapBytes) {
    long pixels = megapixels == null ? defaultPixels(options, heapBytes) : pixels(megapixels);
    long bytes = fileSize == null ? defaultBytes(options, heapBytes) : bytes(fileSize);
    ReadOptions changed =
        options
            .maxPixels(pixels)
            .maxSidePx(Math.max(options.maxSidePx(), megapixels == null ? 0 : MAX_SIDE))
            .maxBytes(bytes)
            .damaged(damaged == Damaged.ACCEPT ? Damage.ACCEPT : Damage.REJECT);
    return seconds == null ? changed : changed.deadline(duration(seconds));
  }

  private static long defaultPixels(ReadOptions options, long heapBytes) {
    return Math.min(MAX_PIXELS, Math.max(options.maxPixels(), heapBytes / BYTES_PER_PIXEL));
  }

  private static long defaultBytes(ReadOptions options, long heapBytes) {
    return Math.max(options.maxBytes(), Math.min(1L << 30, heapBytes / 8));
  }

  private static long pixels(double megapixels) {
    double pixels = megapixels * 1e6;
    if (!(pixels >= 1 && pixels <= MAX_PIXELS)) {
      throw new IllegalArgumentException(
          "--max-megapixels is " + megapixels + "; it must be more than 0 and at most 536");
    }
    return (long) pixels;
  }

  private static long bytes(String size) {
    Matcher matcher = SIZE.matcher(size.strip().toUpperCase(Locale.ROOT));
    if (matcher.matches()) {
      long bytes = Long.parseLong(matcher.group(1)) << shift(matcher.group(2));
      if (bytes >= 1 && bytes <= 1L << 31) {
        return Math.min(bytes, MAX_BYTES);
      }
    }
    throw new IllegalArgumentException(
        "--max-file-size is " + size + "; write a size such as 500MB, at most 2GB");
  }

  private static int shift(@Nullable String unit) {
    if (unit == null) {
      return 0;
    }
    return switch (unit) {
      case "KB" -> 10;
      case "MB" -> 20;
      case "GB" -> 30;
      default -> 0;
    };
  }

  private static Duration duration(double seconds) {
    if (!(seconds > 0 && seconds < 1e9)) {
      throw new IllegalArgumentException(
          "--read-timeout is " + seconds + "; it must be more than 0 seconds");
    }
    return Duration.ofNanos(Math.max(1, (long) (seconds * 1e9)));
  }
}
