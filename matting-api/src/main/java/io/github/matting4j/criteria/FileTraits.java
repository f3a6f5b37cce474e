package io.github.matting4j.criteria;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.Exif;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ImageInfo;
import io.github.matting4j.io.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the JPEG quality and the camera from a file's header. */
final class FileTraits {
  private static final String TABLES = "from the quantisation tables";
  private static final String EXIF = "from EXIF";
  private static final List<String> PHONES =
      List.of(
          "apple",
          "samsung",
          "google",
          "huawei",
          "xiaomi",
          "oneplus",
          "oppo",
          "vivo",
          "honor",
          "motorola",
          "realme",
          "nothing",
          "fairphone",
          "htc");

  /** The header is readable even if the file is too large to decode. */
  private static final ReadOptions ANY_SIZE = ReadOptions.defaults().anySize();

  private FileTraits() {}

  static PhotoTraits measure(byte[] bytes) {
    try {
      return measure(ImageFiles.probe(bytes, ANY_SIZE));
    } catch (ImageReadException e) {
      return PhotoTraits.unknown();
    }
  }

  static PhotoTraits measure(Path file) throws IOException {
    try {
      return measure(ImageFiles.probe(file, ANY_SIZE));
    } catch (ImageReadException e) {
      return PhotoTraits.unknown();
    }
  }

  private static PhotoTraits measure(ImageInfo info) {
    PhotoTraits traits = PhotoTraits.unknown();
    if (!info.quantisation().isEmpty()) {
      JpegQuality quality =
          JpegQuality.of(info.quantisation().stream().mapToInt(Integer::intValue).toArray());
      traits =
          traits.with(
              PhotoTrait.JPEG_QUALITY,
              new PhotoTraits.Measurement(quality.quality(), quality.isExact() ? 1 : 0.7, TABLES));
    }
    return info.exif().isPresent() ? camera(traits, info.exif().get()) : traits;
  }

  private static PhotoTraits camera(PhotoTraits traits, Exif exif) {
    String make = exif.make().orElse("");
    String model = exif.model().orElse("");
    Optional<String> name = name(make, model);
    if (name.isEmpty()) {
      return traits;
    }
    boolean scanner = (make + model).toLowerCase(Locale.ROOT).contains("scan");
    boolean phone = PHONES.stream().anyMatch(make.toLowerCase(Locale.ROOT)::contains);
    return traits
        .camera(name.get())
        .with(PhotoTrait.PHONE, new PhotoTraits.Measurement(phone ? 1 : 0, 0.9, EXIF))
        .with(PhotoTrait.SCAN, new PhotoTraits.Measurement(scanner ? 1 : 0, 0.8, EXIF))
        .with(PhotoTrait.SCREENSHOT, new PhotoTraits.Measurement(0, 0.8, EXIF));
  }

  private static Optional<String> name(String make, String model) {
    String first = make.split(" ", 2)[0];
    String name = model.startsWith(first) ? model : (make + " " + model).trim();
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }
}
