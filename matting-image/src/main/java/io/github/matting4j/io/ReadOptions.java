package io.github.matting4j.io;

import io.github.matting4j.io.input.DecodeRules;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Limits on memory and time, and strictness, of reading a picture. Start from {@link #defaults()};
 * every step returns a new value.
 *
 * <p>Immutable and thread-safe.
 */
public final class ReadOptions {
  /** 64 MB: a 50-megapixel photo of high quality stays below. */
  static final long DEFAULT_MAX_BYTES = 64L << 20;

  /** More pixels than this do not fit a packed array that a JVM can reasonably hold. */
  private static final long MAX_PIXELS = 1L << 29;

  /** Any JVM can make an array of this length. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 15;

  private static final ReadOptions DEFAULTS = new ReadOptions(new Settings());

  /** What to do with a file that is cut short or whose data are inconsistent. */
  public enum Damage {
    /** Refuse it: the pixels would be wrong. */
    REJECT,
    /** Accept what can be decoded. Missing rows are grey (JPEG) or transparent (PNG). */
    ACCEPT
  }

  /** What to do with a picture that carries a colour profile other than sRGB. */
  public enum IccProfiles {
    /** Convert its colours to sRGB. */
    CONVERT,
    /**
     * Keep the pixels as they are stored, and the profile with them; for {@link
     * ImageFiles#readPhoto} alone. Colours defined by anything other than an RGB profile (a grey
     * profile, PNG's cICP, gAMA and cHRM) are still converted to sRGB.
     */
    KEEP,
    /** Refuse it. */
    REFUSE
  }

  /** The values, mutable only while a new {@code ReadOptions} is being made. */
  private static final class Settings {
    private long maxBytes = DEFAULT_MAX_BYTES;
    private int maxSidePx = 20_000;
    private long maxPixels = 50_000_000;
    private int maxScans = 100;
    private Duration deadline = Duration.ofSeconds(20);
    private Damage damaged = Damage.REJECT;
    private IccProfiles iccProfiles = IccProfiles.CONVERT;
    private int bits = 16;
    private long maxConcurrentBytes = Math.max(1, Runtime.getRuntime().maxMemory() / 2);

    private Settings() {}

    private Settings(Settings other) {
      maxBytes = other.maxBytes;
      maxSidePx = other.maxSidePx;
      maxPixels = other.maxPixels;
      maxScans = other.maxScans;
      deadline = other.deadline;
      damaged = other.damaged;
      iccProfiles = other.iccProfiles;
      bits = other.bits;
      maxConcurrentBytes = other.maxConcurrentBytes;
    }
  }

  private final Settings settings;

  private ReadOptions(Settings settings) {
    this.settings = settings;
  }

  private ReadOptions with(Consumer<Settings> change) {
    Settings changed = new Settings(settings);
    change.accept(changed);
    return new ReadOptions(changed);
  }

  /**
   * Limits that admit every ordinary photo and stop decompression bombs: 64 MB of file, 20,000
   * pixels per side, 50 million pixels, 100 progressive scans, 20 seconds, half of the maximum heap
   * for all reads that run at once; damaged files are rejected, colour profiles converted.
   */
  public static ReadOptions defaults() {
    return DEFAULTS;
  }

  /** The maximum size of a file in bytes, 1 to 2,147,483,632. Default 64 MB (67,108,864). */
  public ReadOptions maxBytes(long bytes) {
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "maxBytes is " + bytes + "; a file is held in an array, of at most " + MAX_BYTES);
    }
    return with(changed -> changed.maxBytes = atLeastOne("maxBytes", bytes));
  }

  /**
   * The largest limits that there are on a file's bytes, its sides and its pixels; for headers, and
   * for files whose size is checked elsewhere.
   */
  public ReadOptions anySize() {
    return maxBytes(MAX_BYTES).maxPixels(MAX_PIXELS).maxSidePx(Integer.MAX_VALUE);
  }

  /** The longest side in pixels, at least 1. Default 20,000. */
  public ReadOptions maxSidePx(int pixels) {
    return with(changed -> changed.maxSidePx = (int) atLeastOne("maxSidePx", pixels));
  }

  /**
   * The maximum number of pixels, 1 to 536,870,912. Default 50,000,000; they take 4 bytes each, 8
   * at 16 bits per channel.
   */
  public ReadOptions maxPixels(long pixels) {
    if (pixels > MAX_PIXELS) {
      throw new IllegalArgumentException(
          "maxPixels is " + pixels + "; an image holds at most " + MAX_PIXELS);
    }
    return with(changed -> changed.maxPixels = atLeastOne("maxPixels", pixels));
  }

  /**
   * The maximum number of scans of a JPEG, at least 1. Default 100; real progressive photos have
   * about ten, and every scan costs a pass over the whole picture.
   */
  public ReadOptions maxScans(int scans) {
    return with(changed -> changed.maxScans = (int) atLeastOne("maxScans", scans));
  }

  /**
   * The longest time for reading one picture, waiting for memory included; positive. Default 20
   * seconds. A decode stops about a second after it at the latest.
   */
  public ReadOptions deadline(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("deadline is " + time + "; it must be positive");
    }
    return with(changed -> changed.deadline = time);
  }

  /** What to do with damaged files. Default {@link Damage#REJECT}. */
  public ReadOptions damaged(Damage choice) {
    return with(changed -> changed.damaged = Objects.requireNonNull(choice, "choice"));
  }

  /**
   * What to do with colour profiles other than sRGB. Default {@link IccProfiles#CONVERT}. A profile
   * that is itself broken is ignored: its picture is read as sRGB, as browsers do.
   */
  public ReadOptions iccProfiles(IccProfiles choice) {
    return with(changed -> changed.iccProfiles = Objects.requireNonNull(choice, "choice"));
  }

  /**
   * The maximum bits per channel that {@link ImageFiles#readPhoto} gives; a file that has fewer is
   * read at 8. {@link ImageFiles#read} always gives 8.
   *
   * @param max 8 or 16 (default)
   */
  public ReadOptions bits(int max) {
    if (max != 8 && max != 16) {
      throw new IllegalArgumentException("bits is " + max + "; it must be 8 or 16");
    }
    return with(changed -> changed.bits = max);
  }

  /**
   * The maximum memory, in estimated decoded bytes, that reads running at the same time in this JVM
   * may take together, at least 1. A read waits for its share; a picture that alone needs more is
   * refused. Default half of the maximum heap.
   */
  public ReadOptions maxConcurrentBytes(long bytes) {
    return with(changed -> changed.maxConcurrentBytes = atLeastOne("maxConcurrentBytes", bytes));
  }

  /** The maximum size of a file in bytes. */
  public long maxBytes() {
    return settings.maxBytes;
  }

  /** The longest side in pixels. */
  public int maxSidePx() {
    return settings.maxSidePx;
  }

  /** The maximum number of pixels. */
  public long maxPixels() {
    return settings.maxPixels;
  }

  /** The maximum number of scans of a JPEG. */
  public int maxScans() {
    return settings.maxScans;
  }

  /** The longest time for one picture. */
  public Duration deadline() {
    return settings.deadline;
  }

  /** What happens to damaged files. */
  public Damage damaged() {
    return settings.damaged;
  }

  /** What happens to colour profiles other than sRGB. */
  public IccProfiles iccProfiles() {
    return settings.iccProfiles;
  }

  /** The maximum bits per channel. */
  public int bits() {
    return settings.bits;
  }

  /** The maximum decoded bytes of all reads that run at once. */
  public long maxConcurrentBytes() {
    return settings.maxConcurrentBytes;
  }

  boolean acceptsDamage() {
    return settings.damaged == Damage.ACCEPT;
  }

  DecodeRules decodeRules() {
    return new DecodeRules(
        settings.maxSidePx,
        settings.maxPixels,
        settings.maxScans,
        acceptsDamage(),
        settings.iccProfiles == IccProfiles.KEEP,
        settings.iccProfiles == IccProfiles.REFUSE);
  }

  private static long atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
    }
    return value;
  }
}
