package io.github.matting4j.advise.rules;

/**
 * What a rule does when its condition holds.
 *
 * @param target to whom
 * @param kind what it says
 * @param strength how much that weighs
 */
public record Effect(Target target, EffectKind kind, Strength strength) {
  /** In favour of these candidates. */
  public static Effect prefer(Target target, Strength strength) {
    return new Effect(target, EffectKind.PREFER, strength);
  }

  /** Against these candidates. */
  public static Effect avoid(Target target, Strength strength) {
    return new Effect(target, EffectKind.AVOID, strength);
  }

  /** These candidates may be; others decide. */
  public static Effect allow(Target target) {
    return new Effect(target, EffectKind.NEUTRAL, Strength.HINT);
  }

  /** These candidates cannot be. */
  public static Effect ruleOut(Target target) {
    return new Effect(target, EffectKind.RULE_OUT, Strength.STRONG);
  }

  public int points() {
    return switch (kind) {
      case PREFER -> strength.points();
      case AVOID -> -strength.points();
      case NEUTRAL, RULE_OUT -> 0;
    };
  }
}
