package io.github.matting4j.batch.cutout;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Framing;
import io.github.matting4j.compose.MatteCleaner;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.image.Trimap;
import io.github.matting4j.io.Photo;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.ReadOptions.IccProfiles;
import io.github.matting4j.io.WriteOptions;
import java.util.Optional;

/**
 * What the pictures of a command show.
 *
 * @param backdrop the background that the user named
 * @param bits 8 or 16, of mattes, and of pictures of photos that have 16
 * @param rounding of 8-bit mattes
 * @param edges how edges are treated
 * @param framing what part of the photo they show
 * @param profiles whether the photo's colour profile is kept
 * @param blending how pictures are mixed and stored
 * @param checks whether mattes in doubt are checked by a second run, on the mirrored photo
 * @param keepsMetadata whether the photo's EXIF is passed on
 * @param limits how large photos may be
 */
public record CutOutSettings(
    Backdrop backdrop,
    int bits,
    Rounding rounding,
    EdgeSettings edges,
    Framing framing,
    IccProfiles profiles,
    Blending blending,
    boolean checks,
    boolean keepsMetadata,
    ReadOptions limits) {
  /**
   * What {@code matting cutout} makes when nothing else is asked for: a white background, 8 bits,
   * automatic refinement, haze cleared, estimated foreground colours, the whole photo, in sRGB.
   */
  public static CutOutSettings defaults() {
    return new CutOutSettings(
        Backdrop.unnamed(),
        8,
        Rounding.NEAREST,
        new EdgeSettings(
            Refinement.AUTO,
            MatteCleaner.standard(),
            ForegroundColours.ESTIMATED,
            Optional.empty()),
        Framing.photo(),
        IccProfiles.CONVERT,
        Blending.standard(),
        false,
        false,
        ReadOptions.defaults());
  }

  /** The same for the one photo of which this is known. */
  public CutOutSettings withTrimap(Trimap trimap) {
    return new CutOutSettings(
        backdrop,
        bits,
        rounding,
        edges.withTrimap(trimap),
        framing,
        profiles,
        blending,
        checks,
        keepsMetadata,
        limits);
  }

  /** What composed pictures show behind the person. */
  Background background() {
    return backdrop.named().orElse(Background.WHITE);
  }

  /** How photos are read for these pictures. */
  public ReadOptions reading() {
    return limits.bits(bits).iccProfiles(profiles);
  }

  /** How the pictures of this photo are written. */
  WriteOptions writing(Photo photo) {
    WriteOptions options = WriteOptions.defaults();
    if (photo.profile().isPresent()) {
      options = options.profile(photo.profile().get());
    }
    if (keepsMetadata && photo.exif().isPresent()) {
      options = options.exif(photo.exif().get());
    }
    return options;
  }
}
