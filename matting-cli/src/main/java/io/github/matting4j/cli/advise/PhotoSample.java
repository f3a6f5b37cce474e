package io.github.matting4j.cli.advise;

import io.github.matting4j.MattingModels;
import io.github.matting4j.batch.source.PhotoFolder;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures a photo, or some photos of a folder. Stateless. */
final class PhotoSample {
  private static final int MAX_PHOTOS = 12;
  private static final List<String> QUICKEST =
      List.of("portrait-starter", "pp-mattingv2-512", "modnet-mobilenetv2", "modnet-hrnet-w18");

  private PhotoSample() {}

  /** The photo itself, or photos spread evenly over the folder. */
  static List<Path> of(Path photoOrFolder) throws IOException {
    return PhotoFolder.sample(photoOrFolder, MAX_PHOTOS, file -> true);
  }

  /** Traits of the photo, or of the set; with a quick matte where a quick model is installed. */
  static PhotoTraits traits(List<Path> files, OpenOptions options, ReadOptions reading)
      throws IOException {
    List<PhotoTraits> traits = new ArrayList<>();
    Optional<MattingModel> quick = quickModel(options);
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

  private static Optional<MattingModel> quickModel(OpenOptions options) {
    MattingModels registry = MattingModels.discovered();
    List<String> ready =
        registry.list(options).stream()
            .filter(line -> line.availability().isReady())
            .map(line -> line.id())
            .toList();
    return QUICKEST.stream()
        .filter(ready::contains)
        .findFirst()
        .map(id -> registry.open(id, options));
  }
}
