package io.github.matting4j.model;

/**
 * The terms of a model's weights, which are not those of its code.
 *
 * @param name an SPDX identifier where there is one, otherwise a short name
 * @param url where the terms are written
 * @param attribution whom to credit, and how
 * @param commercialUse whether the terms allow use for profit
 */
public record Licence(String name, String url, String attribution, CommercialUse commercialUse) {
  /** The terms of weights whose author states none; commercial use is not known to be allowed. */
  public static final Licence NOT_STATED = new Licence("not stated", "", "", CommercialUse.UNKNOWN);

  /** Whether a product may use the weights. */
  public enum CommercialUse {
    /** The terms say so. */
    ALLOWED,
    /** The terms forbid it. */
    FORBIDDEN,
    /** The terms do not say, or there are none: treat as forbidden until the terms are cleared. */
    UNKNOWN
  }

  /** Whether there are terms at all; if not, they cannot be accepted by their name either. */
  public boolean isStated() {
    return !name.equals(NOT_STATED.name);
  }
}
