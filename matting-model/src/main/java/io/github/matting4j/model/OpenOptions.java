package io.github.matting4j.model;

import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.io.file.MattingHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * How to open a model. Each step returns a new value; the defaults suit one caller that needs low
 * latency.
 *
 * <p>Immutable.
 */
public final class OpenOptions {
  private static final Duration DEFAULT_OPEN_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofMinutes(1);

  private final Path modelFolder;
  private final Optional<Path> modelFile;
  private final DeviceChoice device;
  private final int threads;
  private final int callers;
  private final OptionalLong maxNetworkPixels;
  private final Duration openTimeout;
  private final Duration closeTimeout;
  private final Zoom zoom;

  /** Whether people who are small in the photo are looked at a second time. */
  public enum Zoom {
    /** One pass over the photo. The default. */
    OFF,
    /**
     * Where people are small, the network also sees each of them, or each group, cropped with a
     * margin. The matte of a crop replaces that of the first pass, without a seam, unless it is
     * less decided. docs/edges.md says what this gains and costs.
     */
    AUTO
  }

  private OpenOptions(Values values) {
    this.modelFolder = values.modelFolder;
    this.modelFile = values.modelFile;
    this.device = values.device;
    this.threads = values.threads;
    this.callers = values.callers;
    this.maxNetworkPixels = values.maxNetworkPixels;
    this.openTimeout = values.openTimeout;
    this.closeTimeout = values.closeTimeout;
    this.zoom = values.zoom;
  }

  /**
   * The folder where weights are looked for unless another is given: {@code models} in {@link
   * MattingHome#path}, mostly {@code ~/.matting4j/models}.
   */
  public static Path defaultModelFolder() {
    return MattingHome.path().resolve("models");
  }

  /** One caller at a time, on every core of this process: the lowest latency. */
  public static OpenOptions forLatency() {
    return new OpenOptions(new Values());
  }

  /**
   * As many concurrent callers as there are cores, each on one thread: the highest throughput. All
   * callers share one set of weights.
   */
  public static OpenOptions forThroughput() {
    return forLatency().threads(1).callers(cores());
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Looks for weights in this folder. */
  public OpenOptions modelFolder(Path folder) {
    return with(values -> values.modelFolder = Objects.requireNonNull(folder));
  }

  /** Opens this file instead of searching the model folder. */
  public OpenOptions modelFile(Path file) {
    return with(values -> values.modelFile = Optional.of(file));
  }

  /** Runs on the device of this choice. */
  public OpenOptions device(DeviceChoice choice) {
    return with(values -> values.device = Objects.requireNonNull(choice));
  }

  /**
   * Gives one run this many threads of the engine, at least 1. Several threads and several callers
   * together are slower than either.
   */
  public OpenOptions threads(int count) {
    return with(values -> values.threads = atLeastOne("threads", count));
  }

  /** Allows this many runs at once, at least 1; further callers wait. */
  public OpenOptions callers(int count) {
    return with(values -> values.callers = atLeastOne("callers", count));
  }

  /**
   * Caps the picture that the network sees, in pixels; a longer one is shrunk to fit, with a
   * warning in the report. Every model has a default cap that bounds its memory.
   */
  public OpenOptions maxNetworkPixels(long pixels) {
    return with(
        values ->
            values.maxNetworkPixels = OptionalLong.of(atLeastOne("maxNetworkPixels", pixels)));
  }

  /**
   * Gives up opening with {@link ModelLoadTimeoutException} after this time; 2 minutes unless set.
   * An engine cannot be stopped while it loads: the load then goes on in the background, and what
   * it opens is closed at once.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public OpenOptions openTimeout(Duration limit) {
    return with(values -> values.openTimeout = positive("openTimeout", limit));
  }

  /**
   * Lets runs in progress take this long to end when the model is closed; 1 minute unless set. Zero
   * stops them at once. A run that does not stop within another 2 seconds is left in the
   * background, and the network is freed when it has ended.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public OpenOptions closeTimeout(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("closeTimeout is " + limit + "; it must not be negative");
    }
    return with(values -> values.closeTimeout = limit);
  }

  /**
   * Whether people who are small in the photo are looked at a second time; {@link Zoom#OFF} unless
   * set. {@code MattingModels} does so with any model that it opens; a backend opened directly
   * ignores this. Frames of a {@link MattingModel#sequence} get one pass.
   */
  public OpenOptions zoom(Zoom newZoom) {
    return with(values -> values.zoom = Objects.requireNonNull(newZoom));
  }

  private OpenOptions with(Consumer<Values> change) {
    Values values = new Values();
    values.modelFolder = modelFolder;
    values.modelFile = modelFile;
    values.device = device;
    values.threads = threads;
    values.callers = callers;
    values.maxNetworkPixels = maxNetworkPixels;
    values.openTimeout = openTimeout;
    values.closeTimeout = closeTimeout;
    values.zoom = zoom;
    change.accept(values);
    return new OpenOptions(values);
  }

  private static Duration positive(String name, Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(name + " is " + limit + "; it must be positive");
    }
    return limit;
  }

  private static int atLeastOne(String name, int value) {
    return (int) atLeastOne(name, (long) value);
  }

  private static long atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
    }
    return value;
  }

  /** The folder where weights are looked for. */
  public Path modelFolder() {
    return modelFolder;
  }

  /** The file to open, if one was named. */
  public Optional<Path> modelFile() {
    return modelFile;
  }

  /** Where to run. */
  public DeviceChoice device() {
    return device;
  }

  /** Threads of the engine for one run. */
  public int threads() {
    return threads;
  }

  /** The maximum number of runs at once. */
  public int callers() {
    return callers;
  }

  /** The cap on the picture that the network sees, if it differs from the model's own. */
  public OptionalLong maxNetworkPixels() {
    return maxNetworkPixels;
  }

  /** How long opening may take. */
  public Duration openTimeout() {
    return openTimeout;
  }

  /** How long runs in progress may take to end when the model is closed. */
  public Duration closeTimeout() {
    return closeTimeout;
  }

  /** Whether people who are small in the photo are looked at a second time. */
  public Zoom zoom() {
    return zoom;
  }

  @Override
  public String toString() {
    return "OpenOptions[modelFolder="
        + modelFolder
        + modelFile.map(file -> ", modelFile=" + file).orElse("")
        + ", device="
        + device
        + ", threads="
        + threads
        + ", callers="
        + callers
        + (maxNetworkPixels.isPresent() ? ", maxNetworkPixels=" + maxNetworkPixels.getAsLong() : "")
        + ", openTimeout="
        + openTimeout
        + ", closeTimeout="
        + closeTimeout
        + (zoom == Zoom.OFF ? "" : ", zoom=" + zoom)
        + "]";
  }

  /** The defaults, until they are changed. */
  private static final class Values {
    Path modelFolder = defaultModelFolder();
    Optional<Path> modelFile = Optional.empty();
    DeviceChoice device = DeviceChoice.automatic();
    int threads = cores();
    int callers = 1;
    OptionalLong maxNetworkPixels = OptionalLong.empty();
    Duration openTimeout = DEFAULT_OPEN_TIMEOUT;
    Duration closeTimeout = DEFAULT_CLOSE_TIMEOUT;
    Zoom zoom = Zoom.OFF;
  }
}
