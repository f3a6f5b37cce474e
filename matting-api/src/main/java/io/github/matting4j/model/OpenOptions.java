package io.github.matting4j.model;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How to open a model. Each step returns a new value; the defaults suit one caller who wants an
 * answer soon.
 *
 * <p>Immutable.
 */
public final class OpenOptions {
  private final Path modelFolder;
  private final Optional<Path> modelFile;
  private final DeviceChoice device;
  private final int threads;
  private final int callers;
  private final OptionalLong maxNetworkPixels;

  private OpenOptions(
      Path modelFolder,
      Optional<Path> modelFile,
      DeviceChoice device,
      int threads,
      int callers,
      OptionalLong maxNetworkPixels) {
    this.modelFolder = modelFolder;
    this.modelFile = modelFile;
    this.device = device;
    this.threads = threads;
    this.callers = callers;
    this.maxNetworkPixels = maxNetworkPixels;
  }

  /**
   * The folder where weights are looked for unless another is given: {@code models} in {@link
   * MattingHome#path}, mostly {@code ~/.matting4j/models}.
   */
  public static Path defaultModelFolder() {
    return MattingHome.path().resolve("models");
  }

  /** One caller at a time, who gets every core of this process: the soonest answer. */
  public static OpenOptions forLatency() {
    return new OpenOptions(
        defaultModelFolder(),
        Optional.empty(),
        DeviceChoice.automatic(),
        cores(),
        1,
        OptionalLong.empty());
  }

  /**
   * As many callers side by side as there are cores, each on one thread: the most photos a minute.
   * One set of weights serves them all.
   */
  public static OpenOptions forThroughput() {
    return forLatency().threads(1).callers(cores());
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Looks for weights in this folder. */
  public OpenOptions modelFolder(Path folder) {
    return new OpenOptions(
        Objects.requireNonNull(folder), modelFile, device, threads, callers, maxNetworkPixels);
  }

  /** Opens this very file instead of looking in the model folder. */
  public OpenOptions modelFile(Path file) {
    return new OpenOptions(
        modelFolder, Optional.of(file), device, threads, callers, maxNetworkPixels);
  }

  /** Runs where this choice says. */
  public OpenOptions device(DeviceChoice choice) {
    return new OpenOptions(
        modelFolder, modelFile, Objects.requireNonNull(choice), threads, callers, maxNetworkPixels);
  }

  /**
   * Gives one run this many threads of the engine, at least 1. Several threads and several callers
   * together are slower than either.
   */
  public OpenOptions threads(int count) {
    return new OpenOptions(
        modelFolder, modelFile, device, atLeastOne("threads", count), callers, maxNetworkPixels);
  }

  /** Lets this many runs go side by side, at least 1; further callers wait. */
  public OpenOptions callers(int count) {
    return new OpenOptions(
        modelFolder, modelFile, device, threads, atLeastOne("callers", count), maxNetworkPixels);
  }

  /**
   * Caps the picture that the network sees, in pixels; a longer one is shrunk to fit, with a
   * warning in the report. Every model has a cap of its own that keeps memory sensible.
   */
  public OpenOptions maxNetworkPixels(long pixels) {
    return new OpenOptions(
        modelFolder,
        modelFile,
        device,
        threads,
        callers,
        OptionalLong.of(atLeastOne("maxNetworkPixels", pixels)));
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

  /** Runs that may go side by side. */
  public int callers() {
    return callers;
  }

  /** The cap on the picture that the network sees, if it differs from the model's own. */
  public OptionalLong maxNetworkPixels() {
    return maxNetworkPixels;
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
        + "]";
  }
}
