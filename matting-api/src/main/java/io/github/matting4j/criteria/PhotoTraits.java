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
 * What is known of a photo, or of a set of photos: measured or stated by hand, each value with its
 * confidence. What is not known is absent.
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

  /** Nothing is known: the start for traits stated by hand. */
  public static PhotoTraits unknown() {
    return UNKNOWN;
  }

  /**
   * What the pixels alone tell: size, sharpness, noise, exposure, JPEG blocks.
   *
   * @param photo upright
   */
  public static PhotoTraits of(ArgbImage photo) {
    return PixelTraits.measure(photo);
  }

  /**
   * What the pixels and a quick matte tell: beyond {@link #of(ArgbImage)} the people's share, place
   * and number, and the clutter at their outline.
   *
   * @param photo upright
   * @param matte of any model, the quickest will do
   * @throws IllegalArgumentException if the sizes differ
   */
  public static PhotoTraits of(ArgbImage photo, AlphaMatte matte) {
    return PixelTraits.measure(photo).and(MatteTraits.measure(photo, matte));
  }

  /**
   * What a JPEG or other file tells beyond its pixels: JPEG quality from the quantisation tables,
   * camera from EXIF. Of a file that is no readable picture nothing is known.
   */
  public static PhotoTraits ofFile(byte[] file) {
    return FileTraits.measure(file);
  }

  /**
   * As {@link #ofFile(byte[])}, of which only the header is read.
   *
   * @throws IOException if the file cannot be read
   */
  public static PhotoTraits ofFile(Path file) throws IOException {
    return FileTraits.measure(file);
  }

  /** What is typical for a set of photos, and whether they come from mixed sources. */
  public static PhotoTraits ofSet(Collection<PhotoTraits> sample) {
    return SetTraits.of(List.copyOf(sample));
  }

  /** These traits and one stated by hand. */
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

  /** These traits and a size stated by hand. */
  public PhotoTraits size(int width, int height) {
    return with(PhotoTrait.WIDTH, width).with(PhotoTrait.HEIGHT, height);
  }

  /** These traits and the name of the camera. */
  public PhotoTraits camera(String name) {
    return new PhotoTraits(values, Optional.of(name));
  }

  /** These traits and others; where both know a value, the surer one counts. */
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

  /** All that is known, in the order of {@link PhotoTrait}. */
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
}
