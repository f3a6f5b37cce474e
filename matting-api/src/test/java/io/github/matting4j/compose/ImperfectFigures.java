package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.metrics.MatteMetrics;
import io.github.matting4j.portraits.SyntheticPortrait;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints the table of imperfect mattes of docs/measurements/edges.md: exact mattes of drawn
 * portraits, grown or shrunk, reduced to a network's size, blurred, rounded to 8 bits. Each line is
 * a scene, a case, a method, SAD and Grad as a share of bilinear's, CPU milliseconds. Arguments:
 * the short side, 1080 if absent; names of scenes, all if absent.
 */
public final class ImperfectFigures {
  private ImperfectFigures() {}

  /** How a matte is spoilt: pixels it is grown by, the network's short side, blur, JPEG. */
  private record Case(int grown, int network, boolean blurred, boolean jpeg) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%+d at %d%s%s",
          grown,
          network,
          blurred ? " blurred" : "",
          jpeg ? " jpeg" : "");
    }
  }

  private static final List<Case> CASES = cases();

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int grown : new int[] {0, -1, 1, -2, 2, -3, 3}) {
      cases.add(new Case(grown, 512, false, false));
    }
    cases.add(new Case(0, 512, true, false));
    for (int grown : new int[] {0, -2, 2}) {
      cases.add(new Case(grown, 512, false, true));
    }
    for (int network : new int[] {256, 640, 1024}) {
      for (int grown : new int[] {0, -2, 2}) {
        cases.add(new Case(grown, network, false, false));
      }
      cases.add(new Case(0, network, false, true));
    }
    return cases;
  }

  public static void main(String[] arguments) throws IOException {
    Iterable<SyntheticPortrait> portraits = ChosenPortraits.of(arguments)::iterator;
    for (SyntheticPortrait portrait : portraits) {
      print(portrait);
    }
  }

  private static void print(SyntheticPortrait portrait) throws IOException {
    ArgbImage photo = Degraded.photo(portrait);
    ArgbImage jpeg = EdgeFigures.jpeg(EdgeFigures.noisy(photo, 2));
    for (Case spoilt : CASES) {
      Degraded network = degraded(portrait, spoilt);
      AlphaMatte bilinear = network.enlarged();
      MatteMetrics plain = EdgeFigures.score(portrait, bilinear);
      Map<String, MatteRefiner> methods = new LinkedHashMap<>();
      methods.put("guided", MatteRefiner.guidedFilter(network.width(), network.height()));
      methods.put("auto", MatteRefiner.standard(network.width(), network.height()));
      methods.put(
          "hair", MatteRefiner.hair(network.width(), network.height(), Duration.ofHours(1)));
      for (Map.Entry<String, MatteRefiner> method : methods.entrySet()) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        AlphaMatte refined = method.getValue().refine(spoilt.jpeg ? jpeg : photo, bilinear);
        long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        MatteMetrics found = EdgeFigures.score(portrait, refined);
        System.out.printf(
            Locale.ROOT,
            "%s | %s | %s | %.2f | %.2f | %.0f |%n",
            portrait.name(),
            spoilt,
            method.getKey(),
            found.sad() / plain.sad(),
            found.grad() / plain.grad(),
            took / 1e6);
      }
    }
  }

  private static Degraded degraded(SyntheticPortrait portrait, Case spoilt) {
    Degraded exact = Degraded.of(portrait, spoilt.network, spoilt.grown);
    Degraded sharp = spoilt.blurred ? exact.blurred() : exact;
    float[] alpha = sharp.alpha();
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = Math.round(alpha[i] * 255) / 255f;
    }
    return sharp;
  }
}
