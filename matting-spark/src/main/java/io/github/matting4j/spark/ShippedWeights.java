package io.github.matting4j.spark;

import io.github.matting4j.io.file.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.SparkContext;

/**
 * Sends the driver's weights to the executors, with the files beside them that may be their recipe,
 * as an archive that Spark unpacks once per executor.
 */
final class ShippedWeights {
  private static final Pattern RECIPE = Pattern.compile("(?i)(.*)\\.(ya?ml|json)");

  /** What was sent already, by application and name. */
  private static final ConcurrentHashMap<String, String> SENT = new ConcurrentHashMap<>();

  private ShippedWeights() {}

  /**
   * Sends the weights, unless they were sent before.
   *
   * @return the name of the folder they are unpacked into, below Spark's files
   * @throws IOException if they cannot be read
   */
  static String send(SparkContext spark, String modelId, Path weights) throws IOException {
    List<Path> files = files(modelId, weights);
    StringBuilder contents = new StringBuilder();
    for (Path file : files) {
      contents.append(file.getFileName()).append(' ').append(Sha256.of(file)).append('\n');
    }
    String name = "matting4j-" + Sha256.of(contents.toString()).substring(0, 16);
    String key = spark.applicationId() + " " + name;
    synchronized (SENT) {
      if (!SENT.containsKey(key)) {
        spark.addArchive(archive(name, files) + "#" + name);
        SENT.put(key, name);
      }
    }
    return name;
  }

  private static List<Path> files(String modelId, Path weights) throws IOException {
    List<Path> files = new ArrayList<>(List.of(weights));
    String stem = weights.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    List<String> stems = List.of(stem, stem.replaceFirst("-int8$", ""), "deploy", modelId);
    try (Stream<Path> beside = Files.list(weights.toAbsolutePath().getParent())) {
      beside
          .filter(Files::isRegularFile)
          .filter(
              file -> {
                var name = RECIPE.matcher(file.getFileName().toString());
                return name.matches() && stems.contains(name.group(1));
              })
          .sorted()
          .forEach(files::add);
    }
    return files;
  }

  private static Path archive(String name, List<Path> files) throws IOException {
    Path folder = Files.createTempDirectory("matting4j-weights");
    Path archive = folder.resolve(name + ".zip");
    folder.toFile().deleteOnExit();
    archive.toFile().deleteOnExit(); // before its folder
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return archive;
  }
}
