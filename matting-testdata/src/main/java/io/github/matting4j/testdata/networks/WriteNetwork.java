package io.github.matting4j.testdata.networks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Writes one network from the command line: {@code WriteNetwork pp-mattingv2-512 512x672 out.onnx
 * [exporter] [seed=7] [divisor=16]}. The size is {@code WIDTHxHEIGHT} or {@code dynamic}.
 */
public final class WriteNetwork {

  private WriteNetwork() {}

  /** See the class comment; prints what was written, or what was wrong. */
  @SuppressWarnings("SystemOut") // A command line answers on the console.
  public static void main(String[] args) throws IOException {
    try {
      System.out.println(write(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  static NetworkSummary write(String... args) throws IOException {
    if (args.length < 3) {
      throw new IllegalArgumentException(
          "usage: WriteNetwork NAME WIDTHxHEIGHT|dynamic FILE"
              + " [exporter] [seed=N] [divisor=N]; names: "
              + names());
    }
    NetworkSpec spec =
        NetworkSpec.named(args[0])
            .orElseThrow(
                () ->
                    new IllegalArgumentException("no network " + args[0] + "; names: " + names()));
    spec = withSize(spec, args[1]);
    for (int i = 3; i < args.length; i++) {
      spec = withOption(spec, args[i]);
    }
    return spec.write(Path.of(args[2]));
  }

  private static NetworkSpec withSize(NetworkSpec spec, String size) {
    if (size.equals("dynamic")) {
      return spec.dynamic();
    }
    int cross = size.indexOf('x');
    if (cross < 0) {
      throw new IllegalArgumentException("size is WIDTHxHEIGHT or dynamic, not " + size);
    }
    return spec.fixedSize(
        Integer.parseInt(size.substring(0, cross)), Integer.parseInt(size.substring(cross + 1)));
  }

  private static NetworkSpec withOption(NetworkSpec spec, String option) {
    if (option.equals("exporter")) {
      return spec.adaptivePooling(AdaptivePooling.EXPORTER);
    }
    if (option.startsWith("seed=")) {
      return spec.seed(Long.parseLong(option.substring("seed=".length())));
    }
    if (option.startsWith("divisor=")) {
      return spec.widthDivisor(Integer.parseInt(option.substring("divisor=".length())));
    }
    throw new IllegalArgumentException("no option " + option + "; exporter, seed=N or divisor=N");
  }

  private static String names() {
    return NetworkSpec.all().stream().map(NetworkSpec::name).collect(Collectors.joining(", "));
  }
}
