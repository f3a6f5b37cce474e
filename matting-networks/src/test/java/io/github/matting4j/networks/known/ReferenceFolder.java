package io.github.matting4j.networks.known;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that {@code scripts/reference/known_networks.py} makes: photos, masks and what other
 * programs make of them.
 */
record ReferenceFolder(Path path) {
  private static final String PROPERTY = "matting.reference";

  /** The folder that the system property names; skips the test if there is none. */
  static ReferenceFolder require() {
    String folder = System.getProperty(PROPERTY, "");
    assumeTrue(
        !folder.isEmpty(),
        "name the folder that scripts/reference/known_networks.py made: -D" + PROPERTY + "=FOLDER");
    return new ReferenceFolder(Path.of(folder));
  }

  /** The photos whose names start so, in order. */
  List<Path> photos(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(path.resolve("photos"))) {
      return files.filter(file -> name(file).startsWith(prefix)).sorted().toList();
    }
  }

  static String name(Path photo) {
    return photo.getFileName().toString().replaceFirst("\\.png$", "");
  }

  /** Another program's alpha of a photo, row by row. */
  float[] alpha(String network, Path photo) throws IOException {
    byte[] bytes = Files.readAllBytes(path.resolve(network).resolve(name(photo) + ".f32"));
    FloatBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] alpha = new float[floats.remaining()];
    floats.get(alpha);
    return alpha;
  }

  /** Which pixels of a photo show a person, where that is known. */
  Optional<boolean[]> mask(Path photo) throws IOException {
    Path file = path.resolve("masks").resolve(name(photo) + ".png");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ArgbImage mask = ImageFiles.read(file);
    int[] pixels = mask.toArray();
    boolean[] person = new boolean[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      person[i] = (pixels[i] & 0xff) >= 128;
    }
    return Optional.of(person);
  }

  /** The pixels in both of mask and half-opaque alpha, of those in either. */
  static double overlap(boolean[] mask, float[] alpha) {
    int both = 0;
    int either = 0;
    for (int i = 0; i < mask.length; i++) {
      boolean found = alpha[i] >= 0.5f;
      both += mask[i] && found ? 1 : 0;
      either += mask[i] || found ? 1 : 0;
    }
    return either == 0 ? 1 : (double) both / either;
  }

  static double greatestDifference(AlphaMatte ours, float[] theirs) {
    float[] alpha = ours.toArray();
    double greatest = 0;
    for (int i = 0; i < alpha.length; i++) {
      greatest = Math.max(greatest, Math.abs(alpha[i] - theirs[i]));
    }
    return greatest;
  }
}
