package io.github.matting4j.io;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A photo with what its file says beyond the pixels.
 *
 * <p>Immutable and thread-safe.
 *
 * @param picture upright; 16 bits per channel if the file has them and the options allow it. sRGB,
 *     or in the colours of the profile if there is one
 * @param profile the colour space of the picture's values, if not sRGB; only where {@link
 *     ReadOptions.IccProfiles#KEEP} asked for it
 * @param exif of a JPEG or PNG, without orientation and thumbnail; always read, never written
 *     unless {@link WriteOptions#exif} says so
 * @param notes sentences about the file that its owner should know, such as that it lacks its end
 *     marker, or is damaged and was accepted; mostly none
 */
public record Photo(
    Picture picture, Optional<ColourProfile> profile, Optional<Exif> exif, List<String> notes) {
  /** Checks for null. */
  public Photo {
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(exif, "exif");
    notes = List.copyOf(notes);
  }

  /** A photo without notes. */
  public Photo(Picture picture, Optional<ColourProfile> profile, Optional<Exif> exif) {
    this(picture, profile, exif, List.of());
  }

  /** The picture as networks expect it: sRGB, 8 bits per channel. */
  public ArgbImage forNetwork() {
    return profile.map(colours -> colours.toSrgb(picture)).orElse(picture).toArgb();
  }
}
