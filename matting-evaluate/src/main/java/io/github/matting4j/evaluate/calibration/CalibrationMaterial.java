package io.github.matting4j.evaluate.calibration;

import io.github.matting4j.batch.source.PhotoFolder;
import io.github.matting4j.evaluate.measure.FileNames;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.portraits.PortraitScene;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What models are measured on: the user's photos, with mattes if there are, or drawn portraits. */
public final class CalibrationMaterial {
  /** How many scenes of the gallery are drawn; each takes a second or so. */
  public static final int SCENES = 6;

  /** Pixels of a drawn portrait's short side. */
  public static final int SHORT_SIDE = 720;

  /** Photos of a folder that are used; each is measured at five sizes. */
  private static final int MAX_PHOTOS = 12;

  private CalibrationMaterial() {}

  /** Drawn portraits, whose mattes are known exactly. */
  public static Calibrator drawn(int scenes, int shortSide) {
    Calibrator calibrator =
        new Calibrator("drawn portraits, " + shortSide + " pixels on the short side");
    List<PortraitScene> gallery = SyntheticPortraits.gallery();
    for (int i = 0; i < scenes; i++) {
      SyntheticPortrait portrait = render(gallery.get(i * gallery.size() / scenes), shortSide);
      int width = portrait.width();
      int height = portrait.height();
      calibrator.photo(
          ArgbImage.adopt(width, height, portrait.argb()),
          AlphaMatte.adopt(width, height, portrait.alpha()));
    }
    return calibrator;
  }

  /** The scenes do not state an aspect ratio; 4:5 contains the person of each. */
  private static SyntheticPortrait render(PortraitScene scene, int shortSide) {
    return scene.size(shortSide, shortSide * 5 / 4).render();
  }

  /** Photos of the user's own, without mattes. */
  public static Calibrator photos(Path photoOrFolder) throws IOException {
    List<Path> files = PhotoFolder.sample(photoOrFolder, MAX_PHOTOS, file -> true);
    Calibrator calibrator = new Calibrator();
    for (Path file : files) {
      calibrator.photo(ImageFiles.read(file));
    }
    return calibrator;
  }

  /**
   * Photos of the user's own with mattes of the same stem in another folder; photos without one are
   * left out.
   */
  public static Calibrator photos(Path photoOrFolder, Path mattes) throws IOException {
    Map<String, Path> truths = new HashMap<>();
    for (Path file : FileNames.pictures(mattes)) {
      truths.putIfAbsent(FileNames.stem(file), file);
    }
    List<Path> files =
        PhotoFolder.sample(
            photoOrFolder, MAX_PHOTOS, file -> truths.containsKey(FileNames.stem(file)));
    if (files.isEmpty()) {
      throw new IOException(
          "no matte in "
              + mattes
              + " has the name of a photo of "
              + photoOrFolder
              + "; ana.jpg needs ana.png or ana.jpg there");
    }
    Calibrator calibrator = new Calibrator("photos of your own with your mattes");
    for (Path file : files) {
      ArgbImage photo = ImageFiles.read(file);
      Path truth = Objects.requireNonNull(truths.get(FileNames.stem(file)));
      AlphaMatte matte = matte(ImageFiles.read(truth));
      if (matte.width() != photo.width() || matte.height() != photo.height()) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "the matte %s is %dx%d, but its photo is %dx%d; it must be as large",
                truth,
                matte.width(),
                matte.height(),
                photo.width(),
                photo.height()));
      }
      calibrator.photo(photo, matte);
    }
    return calibrator;
  }

  /** A grey picture: white is the person. */
  private static AlphaMatte matte(ArgbImage grey) {
    float[] alpha = new float[grey.width() * grey.height()];
    int[] argb = grey.toArray();
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = (argb[i] >> 8 & 255) / 255f;
    }
    return AlphaMatte.adopt(grey.width(), grey.height(), alpha);
  }
}
