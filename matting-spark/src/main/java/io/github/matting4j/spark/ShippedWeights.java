package io.github.matting4j.spark;

import io.github.matting4j.io.file.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.util.Utils;

/**
 * Sends the driver's weights to the executors, with the files beside them that may be their recipe,
 * as an archive that each executor fetches once from the driver. Spark's own archives are no use: a
 * session that has run a query sees none that is added later.
 */
final class ShippedWeights {
  private static final Pattern RECIPE = Pattern.compile("(?i)(.*)\\.(ya?ml|json)");

  /** Addresses of what was sent already, by application and name. */
  private static final ConcurrentHashMap<String, String> SENT = new ConcurrentHashMap<>();

  /** Folders of what was received, by address. */
  private static final ConcurrentHashMap<String, Path> RECEIVED = new ConcurrentHashMap<>();

  private ShippedWeights() {}

  /**
   * Offers the weights to executors, for as long as the driver runs.
   *
   * @return the address of their archive
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
      String address = SENT.get(key);
      if (address == null) {
        address = spark.env().rpcEnv().fileServer().addFile(archive(name, files).toFile());
        SENT.put(key, address);
      }
      return address;
    }
  }

  /**
   * The folder of an archive's files, fetched if this JVM has not done so; deleted when it ends.
   *
   * @throws UncheckedIOException if it cannot be fetched
   */
  static Path receive(String address) {
    return RECEIVED.computeIfAbsent(address, ShippedWeights::fetched);
  }

  private static Path fetched(String address) {
    SparkConf conf = SparkEnv.get().conf();
    Path folder = Utils.createTempDir(Utils.getLocalDir(conf), "matting4j").toPath();
    Path archive =
        Utils.fetchFile(
                address,
                folder.toFile(),
                conf,
                SparkHadoopUtil.get().newConfiguration(conf),
                System.currentTimeMillis(),
                false,
                false)
            .toPath();
    try {
      try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          Files.copy(zip, folder.resolve(Path.of(entry.getName()).getFileName()));
        }
      }
      Files.delete(archive);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
