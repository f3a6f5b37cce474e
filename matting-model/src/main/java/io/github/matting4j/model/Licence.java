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

  /** Whether a product may use the weights. */
  public enum CommercialUse {
    /** The terms say so. */
    ALLOWED,
    /** The terms forbid it. */
    FORBIDDEN,
    /** The terms do not say, or there are none: treat as forbidden until the terms are cleared. */
    UNKNOWN
  }
}
