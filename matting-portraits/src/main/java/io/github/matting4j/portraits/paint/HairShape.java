package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Hair;

/**
 * Numbers of one hair style; lengths in heads. Immutable.
 *
 * @param length from root to tip
 * @param gravity pull downwards against the hair's stiffness
 * @param lift how far the outermost layer stands off the head
 * @param curl radius of the waves or ringlets
 * @param turns waves or ringlets a head of length
 * @param wander how far strands stray from their lock
 * @param guides locks that are simulated
 * @param children hairs of each lock
 * @param stray hairs that leave their lock
 */
record HairShape(
    double length,
    double gravity,
    double lift,
    double curl,
    double turns,
    double wander,
    int guides,
    int children,
    int stray) {

  static HairShape of(Hair hair) {
    return switch (hair) {
      case SHORT -> new HairShape(0.26, 0.10, 0.05, 0.004, 2, 0.035, 800, 16, 350);
      case BOB -> new HairShape(0.92, 1.6, 0.075, 0.006, 1.2, 0.024, 620, 34, 420);
      case LONG_STRAIGHT -> new HairShape(1.85, 1.7, 0.075, 0.008, 0.8, 0.026, 680, 36, 480);
      case LONG_WAVY -> new HairShape(1.7, 1.5, 0.095, 0.034, 2.0, 0.030, 680, 36, 650);
      case CURLY -> new HairShape(0.52, 0.50, 0.20, 0.032, 9.0, 0.030, 1000, 26, 900);
      case UP_DO -> new HairShape(0.75, 0.0, 0.03, 0.003, 1.0, 0.014, 1250, 13, 420);
    };
  }
}
