package io.github.matting4j.bench;

import java.nio.file.Path;
import java.util.Map;

/**
 * Prints what each piece of the chain costs next to the bare run of the network, measured in turn
 * in one process; the figures of {@code docs/performance.md} come from here.
 *
 * <pre>
 * java -cp matting-bench/target/benchmarks.jar io.github.matting4j.bench.ChainRatios \
 *     [WIDTHxHEIGHT [PHOTO|drawn [ROUNDS]]]
 * </pre>
 */
public final class ChainRatios {
  private static final int WARM_UP = 8;

  private ChainRatios() {}

  /** See the class comment. */
  @SuppressWarnings("SystemOut") // A command line answers on the console.
  public static void main(String[] args) throws Exception {
    String[] size = (args.length > 0 ? args[0] : "1920x1080").split("x", -1);
    int width = Integer.parseInt(size[0]);
    int height = Integer.parseInt(size[1]);
    String photo = args.length > 1 ? args[1] : "drawn";
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 21;
    BenchPicture picture =
        photo.equals("drawn")
            ? BenchPicture.drawn(width, height)
            : BenchPicture.of(Path.of(photo), width, height);
    try (Chain chain = new Chain(BenchGraph.ppMattingV2(), picture)) {
      Map<String, Rounds.Cost> costs = measure(chain, WARM_UP, rounds);
      double raw = costs.getOrDefault("raw run", new Rounds.Cost(1, 0)).millis();
      System.out.printf("%dx%d %s, %d rounds%n", width, height, photo, rounds);
      costs.forEach(
          (name, cost) ->
              System.out.printf(
                  "%-30s %8.1f ms  %6.3f x raw  %12d bytes%n",
                  name, cost.millis(), cost.millis() / raw, cost.bytes()));
      long matteBytes = 4L * width * height;
      Rounds.Cost matte = costs.getOrDefault("photo to matte", new Rounds.Cost(0, 0));
      System.out.printf("garbage of a matte: %d bytes%n", matte.bytes() - matteBytes);
    }
  }

  static Map<String, Rounds.Cost> measure(Chain chain, int warmUp, int rounds) throws Exception {
    var photo = chain.decode();
    return new Rounds()
        .add("raw run", chain::raw)
        .add("raw run again", chain::raw)
        .add("photo to matte", chain::matte)
        .add("JPEG to alpha PNG", chain::jpegToAlpha)
        .add("JPEG to RGBA cut-out PNG", chain::jpegToCutOut)
        .add("JPEG to RGBA, clean edges", chain::jpegToCleanCutOut)
        .add("  decode JPEG", chain::decode)
        .add("  write alpha PNG", chain::encodeAlpha)
        .add("  cut out and write RGBA PNG", () -> chain.encodeCutOut(photo))
        .run(warmUp, rounds);
  }
}
