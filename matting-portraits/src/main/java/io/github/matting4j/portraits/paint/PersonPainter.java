package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Anatomy;
import io.github.matting4j.portraits.figure.Appearance;
import io.github.matting4j.portraits.figure.Arm;
import io.github.matting4j.portraits.figure.Figure;
import io.github.matting4j.portraits.figure.Garment;
import io.github.matting4j.portraits.figure.Pose;

/**
 * Draws one person into a transparent layer: surfaces, hair, sheer cloth, moving limb. Stateless.
 */
public final class PersonPainter {
  /** How far a forearm and its hand reach from the elbow, in heads. */
  public static final double FOREARM_REACH = 2.4;

  private static final double WAVE_ANGLE = 0.08;

  private PersonPainter() {}

  public static PaintLayer paint(Appearance look, ViewFrame frame, int width, int height) {
    PaintLayer layer = paintBody(look, frame, width, height);
    if (look.pose == Pose.WAVING) {
      double[] elbow = Arm.of(look, 1).elbow();
      layer.over(
          Lens.smear(
              paintForearm(look, frame, width, height),
              frame.pixelX(elbow[0]),
              frame.pixelY(elbow[1]),
              WAVE_ANGLE,
              FOREARM_REACH * frame.scale()));
    }
    return layer;
  }

  /** The person without the forearm that waves. */
  public static PaintLayer paintBody(Appearance look, ViewFrame frame, int width, int height) {
    PaintLayer layer = new PaintLayer(width, height);
    Figure figure = Anatomy.figure(look);
    SolidPainter solids = new SolidPainter(figure, look, frame, layer);
    solids.paint();
    StrandPainter.paint(new FaceHair(look, figure).grow(), frame, layer, solids.depth);
    StrandPainter.paint(new HairGrower(look, figure).grow(), frame, layer, solids.depth);
    if (look.garment == Garment.SHEER_BLOUSE) {
      SheerClothPainter.sleeves(look, frame, layer);
    }
    if (look.has(Appearance.Extra.VEIL)) {
      SheerClothPainter.veil(look, frame, layer);
    }
    return layer;
  }

  /** The forearm that waves, at rest. */
  public static PaintLayer paintForearm(Appearance look, ViewFrame frame, int width, int height) {
    PaintLayer still = new PaintLayer(width, height);
    new SolidPainter(Anatomy.movingArm(look), look, frame, still).paint();
    return still;
  }
}
