package io.github.matting4j.portraits.figure;

import java.util.EnumSet;
import java.util.Set;

/** The appearance of one drawn person. Immutable; colours are linear light. */
public final class Appearance {
  /** Things worn in addition to the clothes. */
  public enum Extra {
    HAT,
    GLASSES,
    VEIL,
    BEARD
  }

  private static final int[] SKINS = {0xF0C6AC, 0xE3AE8E, 0xCD9470, 0xA9714E, 0x78492F};
  private static final int[] HAIRS = {0x2A1D17, 0x50321F, 0x7A4E2C, 0xB98B55, 0x17130F, 0x7C3A1F};
  private static final int[] EYES = {0x5A3A1E, 0x3F6480, 0x50683F, 0x3A2414, 0x6A7F8C};
  private static final int[] TOPS = {
    0x2F5D73, 0xB5483A, 0xE4DCCB, 0x3C4A3A, 0xC98B2B, 0x6A3B57, 0x27344F, 0x8FA9A0
  };
  private static final int[] BOTTOMS = {0x2B3447, 0x3B3B3D, 0x6B5A45};

  public final long seed;
  public final Hair hair;
  public final Garment garment;
  public final Pose pose;
  final Set<Extra> extras;
  public final boolean broad;
  public final double yaw;
  final double pitch;
  final double roll;
  public final double[] skin;
  public final double[] hairColour;
  public final double[] eye;
  public final double[] top;
  public final double[] bottom;

  public Appearance(
      long seed, Hair hair, Garment garment, Pose pose, Set<Extra> extras, boolean broad) {
    SplitMix random = new SplitMix(seed).fork(1);
    this.seed = seed;
    this.hair = hair;
    this.garment = garment;
    this.pose = pose;
    this.extras = EnumSet.noneOf(Extra.class);
    this.extras.addAll(extras);
    this.broad = broad;
    this.yaw = random.between(-0.3, 0.3);
    this.pitch = random.between(-0.03, 0.05);
    this.roll = random.between(-0.09, 0.09);
    int tone = random.below(SKINS.length);
    this.skin = SrgbTables.linear(SKINS[tone]);
    // Dark skin is combined with dark hair only.
    int shade = random.below(HAIRS.length);
    this.hairColour = SrgbTables.linear(tone >= 3 ? HAIRS[shade % 2 * 4] : HAIRS[shade]);
    this.eye = SrgbTables.linear(tone >= 3 ? EYES[0] : EYES[random.below(EYES.length)]);
    this.top = SrgbTables.linear(TOPS[random.below(TOPS.length)]);
    this.bottom = SrgbTables.linear(BOTTOMS[random.below(BOTTOMS.length)]);
  }

  public boolean has(Extra extra) {
    return extras.contains(extra);
  }

  /** Half the distance between the shoulder joints, in heads. */
  double shoulder() {
    return broad ? 0.80 : 0.66;
  }
}
