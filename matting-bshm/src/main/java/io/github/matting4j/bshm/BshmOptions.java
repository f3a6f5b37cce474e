package io.github.matting4j.bshm;

import io.github.matting4j.runtime.NativeCopy;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Options of BSHM only; given to {@link BshmProvider#BshmProvider(BshmOptions)}. Each step returns
 * a new value.
 *
 * <p>Immutable.
 */
public final class BshmOptions {

  /** How a photo is resized for the network, and its matte enlarged. */
  public enum Mode {
    /**
     * The photo as it is, as the published pipeline does: the graph shrinks it to 640x640 without
     * smoothing and enlarges the matte bilinearly.
     */
    EXACT,
    /**
     * A smoothly shrunk 640x640, and the matte enlarged along the edges of the photo. A photo of at
     * most 640 pixels a side is fed as it is.
     */
    SHARP
  }

  /** Which of a graph's outputs the matte is made of. */
  public enum Output {
    /** A float alpha where the graph has one, which is finer than bytes; else the published one. */
    FINEST,
    /**
     * What the published pipeline fetches: the bytes of {@code output_png}. Of a file that has only
     * the float alpha before them, that alpha cut down to whole levels as the graph itself does.
     */
    PUBLISHED
  }

  /** What runs a frozen TensorFlow graph; conversions to ONNX always run on ONNX Runtime. */
  public enum Engine {
    /**
     * TensorFlow 1.15 where it can be loaded and can use the device that is asked for; else ONNX
     * Runtime.
     */
    AUTOMATIC,
    /** TensorFlow 1.15 or nothing. */
    TENSORFLOW,
    /** ONNX Runtime: the graph is converted once and the result kept. */
    ONNX_RUNTIME
  }

  private final Mode mode;
  private final Output output;
  private final boolean treat254AsOpaque;
  private final Path nativeFolder;
  private final Engine engine;

  private BshmOptions(
      Mode mode, Output output, boolean treat254AsOpaque, Path nativeFolder, Engine engine) {
    this.mode = mode;
    this.output = output;
    this.treat254AsOpaque = treat254AsOpaque;
    this.nativeFolder = nativeFolder;
    this.engine = engine;
  }

  /**
   * {@link Mode#SHARP}, {@link Output#FINEST}, 254 treated as opaque, natives in {@code
   * ~/.matting4j/native}.
   */
  public static BshmOptions standard() {
    return new BshmOptions(
        Mode.SHARP, Output.FINEST, true, NativeCopy.defaultRoot(), Engine.AUTOMATIC);
  }

  /**
   * What the published pipeline gives, to the last level: {@link Mode#EXACT}, {@link
   * Output#PUBLISHED}, 254 kept.
   */
  public static BshmOptions reference() {
    return standard().mode(Mode.EXACT).output(Output.PUBLISHED).treat254AsOpaque(false);
  }

  /** Uses this mode. */
  public BshmOptions mode(Mode choice) {
    return new BshmOptions(
        Objects.requireNonNull(choice), output, treat254AsOpaque, nativeFolder, engine);
  }

  /** Takes this output of the graph. */
  public BshmOptions output(Output choice) {
    return new BshmOptions(
        mode, Objects.requireNonNull(choice), treat254AsOpaque, nativeFolder, engine);
  }

  /**
   * Whether alpha 254 of 255, where the network's solid foreground ends, becomes fully opaque. A
   * cut-out would otherwise show 0.4 % of what is behind it everywhere.
   */
  public BshmOptions treat254AsOpaque(boolean opaque) {
    return new BshmOptions(mode, output, opaque, nativeFolder, engine);
  }

  /**
   * Keeps the one unpacked copy of TensorFlow's native library (189 MB) here instead of in {@code
   * ~/.matting4j/native}. If a process opens several models, the folder of the first is used.
   */
  public BshmOptions nativeFolder(Path folder) {
    return new BshmOptions(mode, output, treat254AsOpaque, Objects.requireNonNull(folder), engine);
  }

  /** Runs frozen TensorFlow graphs on this engine. */
  public BshmOptions engine(Engine choice) {
    return new BshmOptions(
        mode, output, treat254AsOpaque, nativeFolder, Objects.requireNonNull(choice));
  }

  /** What runs frozen TensorFlow graphs. */
  public Engine engine() {
    return engine;
  }

  /** What the network is fed. */
  public Mode mode() {
    return mode;
  }

  /** Which output the matte is made of. */
  public Output output() {
    return output;
  }

  /** Whether level 254 becomes fully opaque. */
  public boolean treat254AsOpaque() {
    return treat254AsOpaque;
  }

  /** Where the unpacked native library is kept. */
  public Path nativeFolder() {
    return nativeFolder;
  }

  @Override
  public String toString() {
    return "BshmOptions["
        + mode
        + ", "
        + output
        + (treat254AsOpaque ? ", 254 is opaque" : ", 254 stays 254")
        + "]";
  }
}
