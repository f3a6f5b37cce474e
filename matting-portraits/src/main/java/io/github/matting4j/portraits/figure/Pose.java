package io.github.matting4j.portraits.figure;

/** What a person does with the arms. */
public enum Pose {
  /** Arms hang down. */
  RELAXED,
  /** Both arms raised beside the head. */
  ARMS_RAISED,
  /** One arm waves; forearm and hand are smeared by their motion. */
  WAVING
}
