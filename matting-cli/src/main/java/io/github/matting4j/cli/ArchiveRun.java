package io.github.matting4j.cli;

import io.github.matting4j.cli.config.Configuration;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The run whose classes a launcher archives: cuts out a small drawn portrait, from a JPEG to the
 * files of {@code matting cutout}, and once more from standard input to standard output. What this
 * run does not use is read from the jars at every later start.
 */
final class ArchiveRun {
  private static final int WIDTH = 192;
  private static final int HEIGHT = 240;

  private ArchiveRun() {}

  /** Takes no arguments; the exit status is that of the command. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("matting");
    int exit;
    try {
      Path photo = draw(folder);
      exit = Math.max(toFiles(photo), toStandardOutput(photo));
    } finally {
      delete(folder);
    }
    System.exit(exit);
  }

  static Path draw(Path folder) throws IOException {
    Path photo = folder.resolve("photo.jpg");
    SyntheticPortrait drawn = SyntheticPortraits.gallery().get(0).size(WIDTH, HEIGHT).render();
    ImageFiles.write(ArgbImage.adopt(WIDTH, HEIGHT, drawn.argb()), photo);
    return photo;
  }

  /** Writes what is cut out beside the photo. */
  static int toFiles(Path photo) {
    return cutout(photo.toString(), "-o", photo.resolveSibling("").toString());
  }

  private static int toStandardOutput(Path photo) throws IOException {
    try (InputStream in = Files.newInputStream(photo)) {
      System.setIn(in);
      return cutout("-", "-o", "-");
    }
  }

  private static int cutout(String... arguments) {
    String[] line = Stream.concat(Stream.of("cutout"), Stream.of(arguments)).toArray(String[]::new);
    return MattingCommand.commandLineFor(Configuration.ofUser(), line)
        .setOut(Output.standard())
        .execute(line);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
