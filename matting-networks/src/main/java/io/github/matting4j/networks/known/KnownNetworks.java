package io.github.matting4j.networks.known;

import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.networks.inspect.GraphInspection;
import io.github.matting4j.networks.known.Recognition.Certainty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The networks that other tools use and leave on disks, such as U²-Net, IS-Net, MODNet, BiRefNet
 * and MediaPipe's: found by name, and recognised by a file.
 *
 * <pre>{@code
 * KnownNetworks.recognise(Path.of("isnet-general-use.onnx"))
 *     .map(found -> found.open(Path.of("isnet-general-use.onnx")));
 * }</pre>
 *
 * <p>Data only: nothing is fetched, and no engine is loaded. Thread-safe.
 */
public final class KnownNetworks {
  private static final String RESOURCE = "known-networks.yaml";
  private static final int BUFFER = 1 << 16;

  private KnownNetworks() {}

  /** All, in the order of the documentation. */
  public static List<KnownNetwork> all() {
    return Loaded.ALL;
  }

  /**
   * The network of this id, of an alias, or of a published file's name, such as {@code
   * u2net_human_seg} or {@code rvm_mobilenetv3_fp32.onnx}; in upper or lower case.
   */
  public static Optional<KnownNetwork> find(String name) {
    String wanted = normal(name);
    return all().stream()
        .filter(network -> names(network).map(KnownNetworks::normal).anyMatch(wanted::equals))
        .findFirst();
  }

  private static Stream<String> names(KnownNetwork network) {
    return Stream.of(
            Stream.of(network.id()),
            network.aliases().stream(),
            network.files().stream()
                .map(PublishedFile::name)
                .filter(name -> !name.equals("model.onnx")))
        .flatMap(names -> names);
  }

  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replaceFirst("\\.onnx$", "").replaceAll("[_.]", "-");
  }

  /**
   * Recognises a file, which is read as a whole.
   *
   * @return empty if it is an ONNX model of no known network
   * @throws ModelLoadException if it cannot be read or is no ONNX model
   */
  public static Optional<Recognition> recognise(Path file) {
    return recognise(GraphInspection.of(file));
  }

  /**
   * Recognises an inspected file; by its hash, else by its inputs and outputs. Of several networks
   * with these, the one whose file has the most similar size comes first.
   *
   * @return empty if it is of no known network
   * @throws ModelLoadException if it cannot be read
   */
  public static Optional<Recognition> recognise(GraphInspection inspection) {
    return recognise(all(), inspection);
  }

  static Optional<Recognition> recognise(List<KnownNetwork> known, GraphInspection inspection) {
    Optional<String> sha256 = Optional.of(inspection.sha256());
    Optional<KnownNetwork> published =
        withFile(known, file -> file.sha256().equals(sha256)).or(() -> byMd5(known, inspection));
    if (published.isPresent()) {
      return Optional.of(new Recognition(published.get(), Certainty.FILE, List.of()));
    }
    List<KnownNetwork> alike =
        known.stream()
            .filter(network -> hasSignature(network, inspection))
            .sorted(Comparator.comparingDouble(network -> distance(network, inspection.bytes())))
            .toList();
    return alike.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Recognition(alike.get(0), Certainty.SIGNATURE, alike.subList(1, alike.size())));
  }

  private static boolean hasSignature(KnownNetwork network, GraphInspection inspection) {
    return network
        .signature()
        .filter(signature -> signature.matches(inspection.inputs(), inspection.outputs()))
        .isPresent();
  }

  private static Optional<KnownNetwork> withFile(
      List<KnownNetwork> known, Predicate<PublishedFile> test) {
    return known.stream().filter(network -> network.files().stream().anyMatch(test)).findFirst();
  }

  /** Read only if a file without another hash may be it, by its size. */
  private static Optional<KnownNetwork> byMd5(
      List<KnownNetwork> known, GraphInspection inspection) {
    boolean plausible =
        known.stream()
            .flatMap(network -> network.files().stream())
            .filter(PublishedFile::needsMd5)
            .anyMatch(file -> distance(file.expectedBytes(), inspection.bytes()) < 0.1);
    if (!plausible) {
      return Optional.empty();
    }
    Optional<String> md5 = Optional.of(md5(inspection.file()));
    return withFile(known, file -> file.needsMd5() && file.md5().equals(md5));
  }

  private static double distance(KnownNetwork network, long bytes) {
    return network.files().stream()
        .mapToDouble(file -> distance(file.expectedBytes(), bytes))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** How far apart two sizes are: 0 if they are equal, 1 for a factor of e. */
  private static double distance(OptionalLong expected, long bytes) {
    return expected.isPresent()
        ? Math.abs(Math.log((double) bytes / expected.getAsLong()))
        : Double.POSITIVE_INFINITY;
  }

  private static String md5(Path file) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + file + ": " + e, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String read() {
    try (@Nullable InputStream in = KnownNetworks.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + RESOURCE + "; take the released jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + " from the jar", e);
    }
  }

  private static final class Loaded {
    static final List<KnownNetwork> ALL = KnownNetworksFile.parse(read());
  }
}
