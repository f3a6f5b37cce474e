package io.github.matting4j.portraits.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All solids of one person with the turn of the head: a signed distance field. Immutable; queries
 * use a caller's {@link Probe}, so threads do not share state.
 */
public final class Figure {
  public final HeadRotation turn;
  private final Solid[] solids;

  /** The widest blend of each part: how far a block influences the distance. */
  private final Map<Part, Double> widest = new EnumMap<>(Part.class);

  Figure(HeadRotation turn, List<Solid> solids) {
    this.turn = turn;
    List<Solid> sorted = new ArrayList<>(solids);
    // Blocks of a part lie together; what carves comes last in its part.
    sorted.sort(
        (a, b) ->
            a.part != b.part ? a.part.compareTo(b.part) : Boolean.compare(a.carves, b.carves));
    this.solids = sorted.toArray(new Solid[0]);
    for (Solid s : solids) {
      widest.merge(s.part, s.blend, Math::max);
    }
  }

  /** The blocks that can be met above a rectangle of the picture plane. */
  public Solid[] above(double x0, double y0, double x1, double y1, double margin) {
    List<Solid> near = new ArrayList<>();
    double[] c = new double[3];
    for (Solid s : solids) {
      double[] own = s.centre();
      if (s.onHead) {
        turn.toBody(own[0], own[1], own[2], c);
      } else {
        System.arraycopy(own, 0, c, 0, 3);
      }
      double dx = Math.max(0, Math.max(x0 - c[0], c[0] - x1));
      double dy = Math.max(0, Math.max(y0 - c[1], c[1] - y1));
      double r = s.reach() + widest.getOrDefault(s.part, 0.0) + margin;
      if (dx * dx + dy * dy <= r * r) {
        near.add(s);
      }
    }
    return near.toArray(new Solid[0]);
  }

  public Solid[] all() {
    return solids.clone();
  }

  /** All blocks but those of one part. */
  public Solid[] without(Part part) {
    return Arrays.stream(solids).filter(s -> s.part != part).toArray(Solid[]::new);
  }

  /** Distance queries of one thread. Not thread-safe. */
  public final class Probe {
    private final double[] head = new double[3];

    /** The part that the last distance belonged to. */
    public Part part = Part.SKIN;

    /** For one thread. */
    public Probe() {}

    public double distance(Solid[] list, double x, double y, double z) {
      turn.toHead(x, y, z, head);
      double best = 1e9;
      Part bestPart = Part.SKIN;
      int i = 0;
      while (i < list.length) {
        Part p = list[i].part;
        double d = 1e9;
        for (; i < list.length && list[i].part == p; i++) {
          d = merged(d, list[i], x, y, z);
        }
        if (d < best) {
          best = d;
          bestPart = p;
        }
      }
      part = bestPart;
      return best;
    }

    private double merged(double d, Solid s, double x, double y, double z) {
      double limit = s.carves ? s.blend - d : d + s.blend;
      if (s.onHead
          ? s.isFartherThan(limit, head[0], head[1], head[2])
          : s.isFartherThan(limit, x, y, z)) {
        return d;
      }
      double e = s.onHead ? s.distance(head[0], head[1], head[2]) : s.distance(x, y, z);
      double k = s.blend;
      if (s.carves) {
        double h = Math.max(0, k - Math.abs(d + e)) / k;
        return Math.max(d, -e) + h * h * k * 0.25;
      }
      double h = Math.max(0, k - Math.abs(d - e)) / k;
      return Math.min(d, e) - h * h * k * 0.25;
    }

    /** Outward unit normal from the corners of a tetrahedron of half side {@code eps}. */
    public void normal(Solid[] list, double x, double y, double z, double eps, double[] n) {
      double a = distance(list, x + eps, y - eps, z - eps);
      double b = distance(list, x - eps, y - eps, z + eps);
      double c = distance(list, x - eps, y + eps, z - eps);
      double d = distance(list, x + eps, y + eps, z + eps);
      n[0] = a - b - c + d;
      n[1] = -a - b + c + d;
      n[2] = -a + b - c + d;
      double length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) + 1e-12;
      n[0] /= length;
      n[1] /= length;
      n[2] /= length;
    }
  }
}
