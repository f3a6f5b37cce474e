package io.github.matting4j.portraits;

/** What a surface is made of; decides colour and shine. */
enum Part {
  SKIN,
  TOP,
  BOTTOM,
  SHOE,
  HAT,
  EYE,
  HAIR
}
