package io.github.matting4j.cli;

import io.github.matting4j.MattingModels;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A photo, or some photos of a folder, and what is measured of them. */
final class PhotoSample {
  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".tif", ".tiff");

  private static final int MAX_PHOTOS = 12;
  private static final List<String> QUICKEST =
      List.of("portrait-starter", "pp-mattingv2-512", "modnet-mobilenetv2", "modnet-hrnet-w18");

  private PhotoSample() {}

  /** The photo itself, or photos spread evenly over the folder. */
  static List<Path> of(Path photoOrFolder) throws IOException {
    return of(photoOrFolder, file -> true);
  }

  /** The same of those that are wanted; empty if none is. */
  static List<Path> of(Path photoOrFolder, Predicate<Path> wanted) throws IOException {
    List<Path> all = all(photoOrFolder).stream().filter(wanted).toList();
    List<Path> some = new ArrayList<>();
    int count = Math.min(MAX_PHOTOS, all.size());
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    return some;
  }

  /** The photo itself, or all photos of the folder. */
  static List<Path> all(Path photoOrFolder) throws IOException {
    if (!Files.isDirectory(photoOrFolder)) {
      return List.of(photoOrFolder);
    }
    try (Stream<Path> files = Files.list(photoOrFolder)) {
      List<Path> all = files.filter(PhotoSample::isPhoto).sorted().toList();
      if (all.isEmpty()) {
        throw new IOException(
            photoOrFolder + " has no .jpg, .png or .tif files; name a folder of photos");
      }
      return all;
    }
  }

  static boolean isPhoto(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
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
