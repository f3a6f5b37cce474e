package io.github.matting4j.model.catalogue;

import io.github.matting4j.model.figures.Citation;
import io.github.matting4j.model.source.Download;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A line {@code CITATION: KIND ADDRESS, bytes N, about-megabytes N, about-bytes N, sha256 HEX, name
 * FILE} of a catalogue; all but kind and address may be missing. Stateless.
 */
final class DownloadLine {
  private static final long MEGABYTE = 1_000_000;

  private DownloadLine() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  static Download parse(String text, boolean alternative, Function<String, Citation> citations) {
    String[] sides = text.split(":\\s", 2);
    String[] parts = sides.length == 2 ? sides[1].split(",", -1) : new String[] {""};
    String[] file = CatalogueParser.BLANKS.split(parts[0].strip(), -1);
    if (file.length != 2) {
      throw new IllegalArgumentException(
          "it is '" + text + "'; write it as 'citation: zip https://example.org/net.zip'");
    }
    URI address = URI.create(file[1]);
    String name = lastSegment(address);
    OptionalLong bytes = OptionalLong.empty();
    OptionalLong about = OptionalLong.empty();
    Optional<String> sha256 = Optional.empty();
    for (int i = 1; i < parts.length; i++) {
      String[] words = CatalogueParser.BLANKS.split(parts[i].strip(), 2);
      String value = words.length == 2 ? words[1] : "";
      switch (words[0]) {
        case "bytes" -> bytes = OptionalLong.of(Long.parseLong(value));
        case "about-bytes" -> about = OptionalLong.of(Long.parseLong(value));
        case "about-megabytes" -> about = OptionalLong.of(MEGABYTE * Long.parseLong(value));
        case "sha256" -> sha256 = Optional.of(value);
        case "name" -> name = value;
        default -> throw new IllegalArgumentException("'" + words[0] + "' is not known");
      }
    }
    return new Download(
        packaging(file[0]),
        address,
        name,
        alternative,
        bytes,
        about,
        sha256,
        citations.apply(sides[0].strip()));
  }

  private static Download.Packaging packaging(String word) {
    for (Download.Packaging packaging : Download.Packaging.values()) {
      if (packaging.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
        return packaging;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is not known");
  }

  private static String lastSegment(URI address) {
    String path = address.getPath() == null ? "" : address.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
