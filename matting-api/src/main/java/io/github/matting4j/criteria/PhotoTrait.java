package io.github.matting4j.criteria;

import java.util.Locale;

/** A property of a photo on which the choice of a model can depend. */
public enum PhotoTrait {
  /** Columns of the upright photo. */
  WIDTH("width", Unit.PIXELS, "the photo"),
  /** Rows of the upright photo. */
  HEIGHT("height", Unit.PIXELS, "the photo"),
  /** Share of the frame that the people cover, 0..1. */
  SUBJECT_SHARE("share of the frame", Unit.PERCENT, "a quick matte of the photo, or state it"),
  /** Centre of the people, 0 (left edge) to 1 (right edge). */
  SUBJECT_X("centre across", Unit.PERCENT, "a quick matte of the photo, or state it"),
  /** Centre of the people, 0 (top) to 1 (bottom). */
  SUBJECT_Y("centre down", Unit.PERCENT, "a quick matte of the photo, or state it"),
  /** Number of people; people who touch are counted as one. */
  PEOPLE("people", Unit.COUNT, "a quick matte of the photo, or state it"),
  /** How busy the background is next to the outline, 0 (plain) to 1. */
  CLUTTER("clutter at the outline", Unit.PERCENT, "a quick matte of the photo, or state it"),
  /** Standard deviation of the blur of the sharpest edges, in pixels. */
  BLUR("blur of the sharpest edges", Unit.RADIUS, "the photo"),
  /** Standard deviation of the noise of one channel, in levels of 0..255. */
  NOISE("noise", Unit.LEVELS, "the photo"),
  /** Mean brightness, 0..1. */
  BRIGHTNESS("brightness", Unit.PERCENT, "the photo"),
  /** Share of pixels that are pure black or pure white, 0..1. */
  CLIPPED("clipped pixels", Unit.PERCENT, "the photo"),
  /** Likelihood of too little light, 0..1. */
  LOW_LIGHT("low light", Unit.LIKELY, "the photo, or state it"),
  /** Quality of the JPEG file on libjpeg's scale of 1..100. */
  JPEG_QUALITY("JPEG quality", Unit.COUNT, "a JPEG file"),
  /** Excess of brightness steps at 8-pixel borders over those elsewhere, from 0. */
  BLOCKINESS("JPEG blocks", Unit.PERCENT, "the photo"),
  /** Likelihood of a screenshot, 0..1. */
  SCREENSHOT("a screenshot", Unit.LIKELY, "state it"),
  /** Likelihood of a scan of a print, 0..1. */
  SCAN("a scan", Unit.LIKELY, "the file's EXIF, or state it"),
  /** Likelihood of a phone's camera, 0..1. */
  PHONE("taken with a phone", Unit.LIKELY, "the file's EXIF, or state it"),
  /** Likelihood of a download from the web, 0..1. */
  WEB_DOWNLOAD("a web download", Unit.LIKELY, "state it"),
  /** Likelihood of studio light, 0..1. */
  STUDIO_LIGHT("studio light", Unit.LIKELY, "state it"),
  /** Likelihood that the picture was developed from a RAW file, 0..1. */
  RAW_ORIGIN("RAW origin", Unit.LIKELY, "state it"),
  /** Likelihood of loose hair, fur or gauze at the outline, 0..1. */
  HAIR("loose hair or gauze", Unit.LIKELY, "state it"),
  /** Likelihood that a set of photos comes from several kinds of sources, 0..1. */
  MIXED_SOURCES("mixed sources", Unit.LIKELY, "a sample of the photos, or state it");

  private enum Unit {
    PIXELS,
    PERCENT,
    COUNT,
    RADIUS,
    LEVELS,
    LIKELY
  }

  private final String title;
  private final Unit unit;
  private final String howToLearn;

  PhotoTrait(String title, Unit unit, String howToLearn) {
    this.title = title;
    this.unit = unit;
    this.howToLearn = howToLearn;
  }

  /** The name shown to users. */
  public String title() {
    return title;
  }

  /** How to provide the value. */
  public String howToLearn() {
    return howToLearn;
  }

  /** Formats a value with its unit, such as {@code "12 %"}. */
  public String text(double value) {
    return switch (unit) {
      case PIXELS -> Math.round(value) + " px";
      case PERCENT -> Math.round(value * 100) + " %";
      case COUNT -> Long.toString(Math.round(value));
      case RADIUS -> tenths(value) + " px";
      case LEVELS -> tenths(value) + " of 255";
      case LIKELY -> value >= 0.5 ? "yes" : "no";
    };
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
