package io.github.matting4j.portraits.paint;

/** What is behind the people. */
public enum Backdrop {
  /** Plain wall with a pool of light. */
  STUDIO,
  /** Sunlit leaves far out of focus. */
  LEAVES,
  /** Room with window, shelf and lamp, slightly out of focus. */
  INTERIOR,
  /** Street at night: lights as large soft discs. */
  CITY_NIGHT,
  /** Sky, sea and sand. */
  SEASIDE
}
