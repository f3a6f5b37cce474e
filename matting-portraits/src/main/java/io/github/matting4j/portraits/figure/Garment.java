package io.github.matting4j.portraits.figure;

/** What a person wears above the waist. */
public enum Garment {
  /** Round-necked shirt with short sleeves. */
  TEE,
  /** Thick knitted pullover with a high collar. */
  KNIT,
  /** Wide-necked blouse whose sleeves are sheer: alpha 0.2 to 0.7 in folds. */
  SHEER_BLOUSE,
  /** V-necked pullover. */
  V_NECK
}
