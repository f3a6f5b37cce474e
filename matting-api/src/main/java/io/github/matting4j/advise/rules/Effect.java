package io.github.matting4j.advise.rules;

/**
 * What a rule does when its condition holds.
 *
 * @param target the candidates concerned
 * @param kind what it does to them
 * @param strength its weight
 */
public record Effect(Target target, EffectKind kind, Strength strength) {
  /** Adds points to these candidates. */
  public static Effect prefer(Target target, Strength strength) {
    return new Effect(target, EffectKind.PREFER, strength);
  }

  /** Subtracts points from these candidates. */
  public static Effect avoid(Target target, Strength strength) {
    return new Effect(target, EffectKind.AVOID, strength);
  }

  /** Mentions these candidates without changing their points. */
  public static Effect allow(Target target) {
    return new Effect(target, EffectKind.NEUTRAL, Strength.HINT);
  }

  /** Excludes these candidates. */
  public static Effect ruleOut(Target target) {
    return new Effect(target, EffectKind.RULE_OUT, Strength.STRONG);
  }

  /** The points that it adds. */
  public int points() {
    return switch (kind) {
      case PREFER -> strength.points();
      case AVOID -> -strength.points();
      case NEUTRAL, RULE_OUT -> 0;
    };
  }
}
