package io.github.matting4j.portraits;

import io.github.matting4j.portraits.figure.Appearance;
import io.github.matting4j.portraits.figure.Arm;
import io.github.matting4j.portraits.figure.Pose;
import io.github.matting4j.portraits.figure.SplitMix;
import io.github.matting4j.portraits.paint.Backdrop;
import io.github.matting4j.portraits.paint.BackdropPainter;
import io.github.matting4j.portraits.paint.Lens;
import io.github.matting4j.portraits.paint.PaintLayer;
import io.github.matting4j.portraits.paint.PersonPainter;
import io.github.matting4j.portraits.paint.ViewFrame;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One person before one background, drawn once at a multiple of the resolution; frames are sampled
 * from that. Immutable, thread-safe.
 */
final class ClipScene {
  /** Where things are at a time. Offsets are in picture heights, right and down. */
  record Placement(double bodyX, double bodyY, double wallX, double wallY, double swing) {}

  /** How things move: the placement at a time in frames. */
  interface Path {
    Placement at(double time);
  }

  /** What is drawn around the picture, in heights, because it may move into it. */
  static final double MARGIN = 0.1;

  /** Share of a frame's time during which the shutter is open. */
  private static final double SHUTTER = 0.5;

  private static final int MAX_EXPOSURES = 24;

  private final int width;
  private final int height;
  private final long seed;
  private final Path path;
  private final PaintLayer body;
  private final PaintLayer forearm;
  private final PaintLayer wall;
  private final double[] centre;
  private final double[] elbow;
  private final double reach;

  ClipScene(
      FigurePlacement person, double aspect, Backdrop backdrop, int width, int height, Path path) {
    this.width = width;
    this.height = height;
    this.path = path;
    Appearance look = person.look();
    this.seed = look.seed;
    int scale = Lens.OVERSAMPLING;
    int margin = (int) Math.ceil(MARGIN * height);
    int layerWidth = scale * (width + 2 * margin);
    int layerHeight = scale * (height + 2 * margin);
    ViewFrame inner = person.frame(width, height, aspect);
    ViewFrame view =
        new ViewFrame(
            scale * (inner.originX() + margin),
            scale * (inner.originY() + margin),
            scale * inner.scale());
    this.body = PersonPainter.paintBody(look, view, layerWidth, layerHeight);
    boolean waves = look.pose == Pose.WAVING;
    this.forearm =
        waves
            ? PersonPainter.paintForearm(look, view, layerWidth, layerHeight)
            : new PaintLayer(1, 1);
    double[] joint = Arm.of(look, 1).elbow();
    this.elbow = new double[] {view.pixelX(joint[0]), view.pixelY(joint[1])};
    this.reach = waves ? PersonPainter.FOREARM_REACH * inner.scale() : 0;
    this.centre = new double[] {0.5 * layerWidth, 0.5 * layerHeight};
    this.wall = new PaintLayer(layerWidth, layerHeight);
    int[] drawn = BackdropPainter.paint(backdrop, seed, layerWidth, layerHeight, List.of());
    for (int i = 0; i < drawn.length; i++) {
      wall.rgba[4 * i] = drawn[i] >> 16 & 0xFF;
      wall.rgba[4 * i + 1] = drawn[i] >> 8 & 0xFF;
      wall.rgba[4 * i + 2] = drawn[i] & 0xFF;
    }
  }

  SyntheticPortrait frame(String name, int index, double noise) {
    Placement now = path.at(index);
    PaintLayer people = new PaintLayer(width, height);
    double middleX = 0.5 * width;
    double middleY = 0.5 * height;
    Lens.Move still = new Lens.Move(middleX + now.bodyX * height, middleY + now.bodyY * height, 0);
    Lens.exposed(body, centre, List.of(still), people);
    if (reach > 0) {
      PaintLayer moving = new PaintLayer(width, height);
      Lens.exposed(forearm, elbow, swings(index), moving);
      people.over(moving);
    }
    PaintLayer behind = new PaintLayer(width, height);
    Lens.Move shifted =
        new Lens.Move(middleX + now.wallX * height, middleY + now.wallY * height, 0);
    Lens.exposed(wall, centre, List.of(shifted), behind);
    int[] background = new int[width * height];
    for (int i = 0; i < background.length; i++) {
      background[i] =
          0xFF000000
              | (int) (behind.rgba[4 * i] + 0.5f) << 16
              | (int) (behind.rgba[4 * i + 1] + 0.5f) << 8
              | (int) (behind.rgba[4 * i + 2] + 0.5f);
    }
    return GroundTruth.of(name, people, background, 0, noise, SplitMix.mix(seed + index));
  }

  /** The person's offset, x and y, in pixels. */
  double[] offset(int index) {
    Placement now = path.at(index);
    return new double[] {now.bodyX * height, now.bodyY * height};
  }

  /** The forearm's positions while the shutter is open, about a pixel apart at the hand. */
  private List<Lens.Move> swings(int index) {
    double turned = path.at(index + SHUTTER).swing - path.at(index).swing;
    int count = (int) Math.max(1, Math.min(MAX_EXPOSURES, Math.abs(turned) * reach));
    return IntStream.range(0, count)
        .mapToObj(k -> path.at(index + SHUTTER * (k + 0.5) / count))
        .map(
            p ->
                new Lens.Move(
                    0.5 * width + p.bodyX * height + (elbow[0] - centre[0]) / Lens.OVERSAMPLING,
                    0.5 * height + p.bodyY * height + (elbow[1] - centre[1]) / Lens.OVERSAMPLING,
                    p.swing))
        .toList();
  }
}
