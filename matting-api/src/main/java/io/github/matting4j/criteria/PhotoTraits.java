package io.github.matting4j.criteria;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known about a photo, or a set of photos: measured or stated values, each with its
 * confidence. Values that are not known are absent.
 *
 * <p>Immutable.
 */
public final class PhotoTraits {
  private static final PhotoTraits UNKNOWN =
      new PhotoTraits(new EnumMap<>(PhotoTrait.class), Optional.empty());

  private final Map<PhotoTrait, Measurement> values;
  private final Optional<String> camera;

  private PhotoTraits(Map<PhotoTrait, Measurement> values, Optional<String> camera) {
    this.values = Collections.unmodifiableMap(values);
    this.camera = camera;
  }

  /** No values. */
  public static PhotoTraits unknown() {
    return UNKNOWN;
  }

  /**
   * Measures the pixels: size, sharpness, noise, exposure, JPEG blocks.
   *
   * @param photo upright
   */
  public static PhotoTraits of(ArgbImage photo) {
    return PixelTraits.measure(photo);
  }

  /**
   * Measures the pixels and a matte: in addition to {@link #of(ArgbImage)} the people's share,
   * position and number, and the clutter at their outline.
   *
   * @param photo upright
   * @param matte of any model; a fast one suffices
   * @throws IllegalArgumentException if the sizes differ
   */
  public static PhotoTraits of(ArgbImage photo, AlphaMatte matte) {
    return PixelTraits.measure(photo).and(MatteTraits.measure(photo, matte));
  }

  /**
   * Reads a file's header: JPEG quality from the quantisation tables, camera from EXIF. Returns no
   * values if the file is not a readable picture.
   */
  public static PhotoTraits ofFile(byte[] file) {
    return FileTraits.measure(file);
  }

  /**
   * As {@link #ofFile(byte[])}; only the header is read.
   *
   * @throws IOException if the file cannot be read
   */
  public static PhotoTraits ofFile(Path file) throws IOException {
    return FileTraits.measure(file);
  }

  /** The typical values of a set of photos, and whether they come from mixed sources. */
  public static PhotoTraits ofSet(Collection<PhotoTraits> sample) {
    return SetTraits.of(List.copyOf(sample));
  }

  /** These traits and a stated value. */
  public PhotoTraits with(PhotoTrait trait, double value) {
    return with(trait, Measurement.stated(value));
  }

  /** These traits and one more. */
  public PhotoTraits with(PhotoTrait trait, Measurement measurement) {
    EnumMap<PhotoTrait, Measurement> more = new EnumMap<>(PhotoTrait.class);
    more.putAll(values);
    more.put(trait, Objects.requireNonNull(measurement));
    return new PhotoTraits(more, camera);
  }

  /** These traits and a stated size. */
  public PhotoTraits size(int width, int height) {
    return with(PhotoTrait.WIDTH, width).with(PhotoTrait.HEIGHT, height);
  }

  /** These traits and the name of the camera. */
  public PhotoTraits camera(String name) {
    return new PhotoTraits(values, Optional.of(name));
  }

  /** These traits and others; of two values, the one of higher confidence is used. */
  public PhotoTraits and(PhotoTraits other) {
    EnumMap<PhotoTrait, Measurement> all = new EnumMap<>(PhotoTrait.class);
    all.putAll(values);
    other.values.forEach(
        (trait, value) ->
            all.merge(trait, value, (a, b) -> b.confidence() > a.confidence() ? b : a));
    return new PhotoTraits(all, camera.isPresent() ? camera : other.camera);
  }

  /** A value, if it is known. */
  public Optional<Measurement> get(PhotoTrait trait) {
    return Optional.ofNullable(values.get(trait));
  }

  /** All values, in the order of {@link PhotoTrait}. */
  public Map<PhotoTrait, Measurement> values() {
    return values;
  }

  /** Make and model from EXIF, or stated. */
  public Optional<String> camera() {
    return camera;
  }

  /** Width times height, if both are known. */
  public OptionalLong pixels() {
    Measurement width = values.get(PhotoTrait.WIDTH);
    Measurement height = values.get(PhotoTrait.HEIGHT);
    return width == null || height == null
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round(width.value()) * Math.round(height.value()));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("PhotoTraits[");
    values.forEach(
        (trait, m) ->
            text.append(text.length() == 12 ? "" : ", ")
                .append(trait.title())
                .append(' ')
                .append(trait.text(m.value())));
    camera.ifPresent(name -> text.append(", camera ").append(name));
    return text.append(']').toString();
  }

  /**
   * A value, its confidence, and its origin.
   *
   * @param value in the unit of its {@link PhotoTrait}
   * @param confidence 0 (a guess) to 1 (stated or exact); rules ignore values below {@link #ENOUGH}
   * @param how its origin in a few words: {@code "stated"}, {@code "measured on the pixels"}
   */
  public record Measurement(double value, double confidence, String how) {
    /** Minimum confidence for rules to use a value. */
    public static final double ENOUGH = 0.5;

    /** Rejects values that are not finite and confidences out of range. */
    public Measurement {
      if (!Double.isFinite(value) || !(confidence >= 0 && confidence <= 1)) {
        throw new IllegalArgumentException(
            "value is "
                + value
                + " with confidence "
                + confidence
                + "; it must be finite, and the confidence in 0..1");
      }
    }

    /** A value stated by the caller, with full confidence. */
    public static Measurement stated(double value) {
      return new Measurement(value, 1, "stated");
    }

    /** Whether rules use it. */
    public boolean isSure() {
      return confidence >= ENOUGH;
    }
  }
}
