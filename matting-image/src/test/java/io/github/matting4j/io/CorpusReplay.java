package io.github.matting4j.io;

import io.github.matting4j.image.ImageReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads every file of a folder and says how it went; run by {@link CorpusTest} in its own JVM. */
final class CorpusReplay {
  private CorpusReplay() {}

  public static void main(String[] args) throws IOException {
    ReadOptions options = ReadOptions.defaults().deadline(Duration.parse(args[1]));
    Map<String, Integer> counts = new TreeMap<>();
    long slowest = 0;
    try (Stream<Path> files = Files.walk(Path.of(args[0]))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        long start = System.nanoTime();
        counts.merge(outcome(file, options), 1, Integer::sum);
        slowest = Math.max(slowest, (System.nanoTime() - start) / 1_000_000);
      }
    }
    System.out.println("slowest=" + slowest);
    counts.forEach((outcome, count) -> System.out.println(outcome + "=" + count));
  }

  private static String outcome(Path file, ReadOptions options) {
    try {
      ImageFiles.read(file, options);
      return "READ";
    } catch (ImageReadException e) {
      return e.reason().name();
    } catch (Throwable e) {
      return "UNTYPED " + file.getFileName() + " " + e;
    }
  }
}
