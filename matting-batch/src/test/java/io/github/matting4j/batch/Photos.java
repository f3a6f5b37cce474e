package io.github.matting4j.batch;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Small photos to be done, and what a folder holds afterwards. */
final class Photos {
  static final int SIDE = 24;

  /** Writes the matte, as quickly as can be. */
  static final PhotoStep MATTE =
      work -> ImageFiles.writeAlpha8(work.matte(work.read()).matte(), work.output("alpha"));

  private Photos() {}

  /** A photo that looks like no other number's. */
  static Path write(Path file, int number) throws IOException {
    int[] pixels = new int[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0xFF000000 | (i * 7919 + number * 104729) * 31;
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    ImageFiles.write(ArgbImage.adopt(SIDE, SIDE, opaque(pixels)), file);
    return file;
  }

  private static int[] opaque(int[] pixels) {
    return Arrays.stream(pixels).map(pixel -> pixel | 0xFF000000).toArray();
  }

  /** {@code count} photos in three folders. */
  static List<Path> some(Path folder, int count) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(write(folder.resolve("f" + i % 3).resolve("p" + i + ".png"), i));
    }
    return files;
  }

  /** Breaks a photo: cut short, text, or empty, in turn. */
  static void damage(Path photo, int way) throws IOException {
    byte[] whole = Files.readAllBytes(photo);
    Files.write(
        photo,
        switch (way % 3) {
          case 0 -> Arrays.copyOf(whole, whole.length / 2);
          case 1 -> "not a picture at all".getBytes(StandardCharsets.UTF_8);
          default -> new byte[0];
        });
  }

  /** Every plain file below a folder with its hash, but for manifests. */
  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".jsonl")) {
          contents.put(folder.relativize(file).toString(), sha256(file));
        }
      }
    }
    return contents;
  }

  static String sha256(Path file) throws IOException {
    return Sha256.of(Files.readAllBytes(file));
  }
}
