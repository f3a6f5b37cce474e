package io.github.matting4j.batch.source;

import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ImageInfo;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.figures.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Measures a photo, or the photos of a folder, for the advisor. Stateless. */
public final class PhotoSample {
  private static final int MAX_PHOTOS = 12;

  /** A model of more work takes seconds a photo on a small machine. */
  private static final double MAX_GIGAMACS = 30;

  private PhotoSample() {}

  /**
   * Traits of a photo, or of a set of photos spread evenly over a folder; with a quick matte where
   * a quick model is installed.
   *
   * @throws IOException if there is no photo, or one cannot be read
   */
  public static PhotoTraits traits(
      Path photoOrFolder, MattingModels models, OpenOptions options, ReadOptions reading)
      throws IOException {
    List<Path> files = PhotoFolder.sample(photoOrFolder, MAX_PHOTOS, file -> true);
    List<PhotoTraits> traits = new ArrayList<>();
    Optional<MattingModel> quick = quickModel(models, options);
    try {
      for (Path file : files) {
        traits.add(traits(file, quick, reading));
      }
    } finally {
      quick.ifPresent(MattingModel::close);
    }
    return traits.size() == 1 ? traits.get(0) : PhotoTraits.ofSet(traits);
  }

  private static PhotoTraits traits(Path file, Optional<MattingModel> quick, ReadOptions reading)
      throws IOException {
    ArgbImage photo = ImageFiles.read(file, reading);
    PhotoTraits ofFile = PhotoTraits.ofFile(file);
    Optional<AlphaMatte> matte = quick.map(model -> model.matte(photo));
    return ofFile.and(
        matte.isPresent() ? PhotoTraits.of(photo, matte.get()) : PhotoTraits.of(photo));
  }

  private static Optional<MattingModel> quickModel(MattingModels models, OpenOptions options) {
    return models.list(options).stream()
        .filter(line -> line.availability().isReady() && work(line) <= MAX_GIGAMACS)
        .min(Comparator.comparingDouble(PhotoSample::work))
        .map(line -> models.open(line.id(), options));
  }

  /**
   * The operations of a run, as its descriptor states them, in billions; infinite if it does not.
   */
  private static double work(ModelStatus line) {
    return line.descriptor()
        .map(model -> model.value(Quantity.GIGAMACS, model.engines().get(0)))
        .orElse(OptionalDouble.empty())
        .orElse(Double.POSITIVE_INFINITY);
  }

  /**
   * How large the photos of a folder are, by their headers. Files that cannot be read are left out:
   * they take next to no time.
   */
  public static MattingCriteria.FolderContents sizes(Path folder, ReadOptions reading)
      throws IOException {
    List<MattingCriteria.FolderContents.Size> sizes = new ArrayList<>();
    for (Path file : PhotoFolder.all(folder)) {
      size(file, reading).ifPresent(sizes::add);
    }
    return new MattingCriteria.FolderContents(sizes);
  }

  private static Optional<MattingCriteria.FolderContents.Size> size(Path file, ReadOptions reading)
      throws IOException {
    try {
      ImageInfo info = ImageFiles.probe(file, reading);
      return Optional.of(new MattingCriteria.FolderContents.Size(info.width(), info.height()));
    } catch (ImageReadException e) {
      return Optional.empty();
    }
  }
}
