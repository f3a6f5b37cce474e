package io.github.matting4j.bshm;

import io.github.matting4j.runtime.NativeCopy;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What is particular to BSHM; given to {@link BshmProvider#BshmProvider(BshmOptions)}. Each step
 * returns a new value.
 *
 * <p>Immutable.
 */
public final class BshmOptions {

  /** What the network is fed, and how its matte comes back. */
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

  private final Mode mode;
  private final boolean liftPlateau;
  private final Path nativeFolder;

  private BshmOptions(Mode mode, boolean liftPlateau, Path nativeFolder) {
    this.mode = mode;
    this.liftPlateau = liftPlateau;
    this.nativeFolder = nativeFolder;
  }

  /** {@link Mode#SHARP}, plateau lifted, natives in {@code ~/.matting4j/native}. */
  public static BshmOptions standard() {
    return new BshmOptions(Mode.SHARP, true, NativeCopy.defaultRoot());
  }

  /** What the published pipeline gives, to the last level: {@link Mode#EXACT}, plateau kept. */
  public static BshmOptions reference() {
    return standard().mode(Mode.EXACT).liftPlateau(false);
  }

  /** Feeds and enlarges in this way. */
  public BshmOptions mode(Mode choice) {
    return new BshmOptions(Objects.requireNonNull(choice), liftPlateau, nativeFolder);
  }

  /**
   * Whether alpha 254 of 255, where the network's solid foreground ends, becomes fully opaque. A
   * cut-out would otherwise show 0.4 % of what is behind it everywhere.
   */
  public BshmOptions liftPlateau(boolean lift) {
    return new BshmOptions(mode, lift, nativeFolder);
  }

  /**
   * Keeps the one unpacked copy of TensorFlow's native library (189 MB) here instead of in {@code
   * ~/.matting4j/native}. Of several models of one process, the first one's folder counts.
   */
  public BshmOptions nativeFolder(Path folder) {
    return new BshmOptions(mode, liftPlateau, Objects.requireNonNull(folder));
  }

  /** What the network is fed. */
  public Mode mode() {
    return mode;
  }

  /** Whether 254 becomes opaque. */
  public boolean isPlateauLifted() {
    return liftPlateau;
  }

  /** Where the unpacked native library is kept. */
  public Path nativeFolder() {
    return nativeFolder;
  }

  @Override
  public String toString() {
    return "BshmOptions[" + mode + (liftPlateau ? ", plateau lifted" : ", plateau kept") + "]";
  }
}
