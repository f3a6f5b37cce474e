package io.github.matting4j.io;

import io.github.matting4j.io.codec.EncodeSettings;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a picture is written. The defaults suit photos and cut-outs; each step returns a new value.
 *
 * <p>Immutable and thread-safe.
 */
public final class WriteOptions {
  private static final WriteOptions DEFAULTS = new WriteOptions(new Settings());

  /** The values, mutable only while a new {@code WriteOptions} is being made. */
  private static final class Settings {
    private boolean keepHiddenColour;
    private boolean uncompressed;
    private float jpegQuality = 0.92f;
    private @Nullable ColourProfile profile;
    private @Nullable Exif exif;

    private Settings() {}

    private Settings(Settings other) {
      keepHiddenColour = other.keepHiddenColour;
      uncompressed = other.uncompressed;
      jpegQuality = other.jpegQuality;
      profile = other.profile;
      exif = other.exif;
    }
  }

  private final Settings settings;

  private WriteOptions(Settings settings) {
    this.settings = settings;
  }

  private WriteOptions with(Consumer<Settings> change) {
    Settings changed = new Settings(settings);
    change.accept(changed);
    return new WriteOptions(changed);
  }

  /** Hidden colour dropped, JPEG quality 0.92, TIFF packed, sRGB, no metadata. */
  public static WriteOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Keeps the colour of PNG and TIFF pixels whose alpha is 0. By default it becomes black, which is
   * invisible, makes a cut-out far smaller and does not reveal the background that was removed.
   */
  public WriteOptions keepHiddenColour() {
    return with(changed -> changed.keepHiddenColour = true);
  }

  /**
   * Writes TIFF without compression, for programs that read nothing else. PNG and JPEG are always
   * compressed.
   */
  public WriteOptions uncompressed() {
    return with(changed -> changed.uncompressed = true);
  }

  /**
   * The quality of a JPEG.
   *
   * @param value 0 (smallest) to 1 (best)
   * @throws IllegalArgumentException if it is outside 0..1
   */
  public WriteOptions jpegQuality(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("JPEG quality is " + value + "; it must be in 0..1");
    }
    return with(changed -> changed.jpegQuality = (float) value);
  }

  /**
   * Embeds this profile instead of marking the colours as sRGB. The pixels are written as they are:
   * they must be in the profile's colours. Mattes have no colours and never carry one.
   */
  public WriteOptions profile(ColourProfile profile) {
    return with(changed -> changed.profile = Objects.requireNonNull(profile, "profile"));
  }

  /**
   * Passes a photo's EXIF on, in JPEG and PNG pictures; TIFF and mattes carry none. It may hold
   * where and when the photo was taken. A JPEG holds at most 64 KB of it and gets none if there is
   * more.
   */
  public WriteOptions exif(Exif exif) {
    return with(changed -> changed.exif = Objects.requireNonNull(exif, "exif"));
  }

  EncodeSettings encodeSettings() {
    return new EncodeSettings(
        settings.keepHiddenColour,
        settings.uncompressed,
        settings.jpegQuality,
        Optional.ofNullable(settings.profile).map(ColourProfile::bytes),
        Optional.ofNullable(settings.exif).map(Exif::bytes));
  }
}
