package io.github.matting4j.portraits.figure;

/** What a surface is made of; decides colour and shine. */
public enum Part {
  SKIN,
  TOP,
  BOTTOM,
  SHOE,
  HAT,
  EYE,
  HAIR
}
