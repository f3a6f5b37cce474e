package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a photo the result shows, at what scale, and where the person is placed. The
 * person's box holds every pixel of at least 5 % alpha, or another {@link #threshold}.
 *
 * <ul>
 *   <li>{@link #photo()}: the whole photo. With a {@link #size} it is scaled to fit inside that.
 *   <li>{@link #cropped()}: the box and a margin, nothing else. With a size that is scaled to fit
 *       inside it.
 *   <li>{@link #scaled}: the photo's size, or another, with the box as large as asked.
 * </ul>
 *
 * <p>What a picture shows beyond the photo's borders is transparent, or background. Where no pixel
 * reaches the threshold the frame is that of {@link #photo()}, see {@link Frame#subject}.
 *
 * <p>Immutable and thread-safe.
 */
public final class Framing {
  /** The longest side that {@link #size} takes, in pixels. */
  public static final int MAX_SIDE_PX = 20_000;

  /** What decides the scale. */
  private enum Content {
    PHOTO,
    BOX_AND_MARGIN,
    BOX
  }

  /** The values, changed only while a new {@code Framing} is being made. */
  private static final class Settings {
    private Content content = Content.PHOTO;
    private int marginPx;
    private double marginShare;
    private double scale = 1;
    private int width;
    private int height;
    private boolean original;
    private @Nullable Anchor anchor;
    private double threshold = 0.05;

    private Settings copy() {
      Settings copy = new Settings();
      copy.content = content;
      copy.marginPx = marginPx;
      copy.marginShare = marginShare;
      copy.scale = scale;
      copy.width = width;
      copy.height = height;
      copy.original = original;
      copy.anchor = anchor;
      copy.threshold = threshold;
      return copy;
    }
  }

  /** Position of the content in the free space, 0..1 from the left and the top. */
  private record Anchor(double x, double y) {}

  private static final Framing PHOTO = new Framing(new Settings());

  private final Settings settings;

  private Framing(Settings settings) {
    this.settings = settings;
  }

  /** The whole photo as it is. */
  public static Framing photo() {
    return PHOTO;
  }

  /** The person's box without a margin. */
  public static Framing cropped() {
    Settings settings = new Settings();
    settings.content = Content.BOX_AND_MARGIN;
    return new Framing(settings);
  }

  /**
   * The person's box as large as fits into this share of the picture's width and height; in the
   * middle unless {@link #at} says otherwise.
   *
   * @param share more than 0, at most 1
   * @throws IllegalArgumentException if it is outside that
   */
  public static Framing scaled(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "scale is " + share + "; it must be more than 0 and at most 1 (100%)");
    }
    Settings settings = new Settings();
    settings.content = Content.BOX;
    settings.scale = share;
    return new Framing(settings);
  }

  /**
   * Adds a margin of this many pixels of the photo on each side of a {@link #cropped()} box.
   *
   * @throws IllegalArgumentException if negative or more than {@link #MAX_SIDE_PX}
   */
  public Framing marginPx(int pixels) {
    if (pixels < 0 || pixels > MAX_SIDE_PX) {
      throw new IllegalArgumentException(
          "margin is " + pixels + " pixels; it must be 0 to " + MAX_SIDE_PX);
    }
    Settings changed = settings.copy();
    changed.marginPx = pixels;
    changed.marginShare = 0;
    return new Framing(changed);
  }

  /**
   * Adds a margin of this share of the box's longer side on each side of a {@link #cropped()} box.
   *
   * @param share 0..1
   * @throws IllegalArgumentException if it is outside that
   */
  public Framing marginShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("margin is " + share + "; it must be in 0..1 (100%)");
    }
    Settings changed = settings.copy();
    changed.marginPx = 0;
    changed.marginShare = share;
    return new Framing(changed);
  }

  /**
   * Gives every picture this size.
   *
   * @throws IllegalArgumentException if a side is less than 1 or more than {@link #MAX_SIDE_PX}
   */
  public Framing size(int width, int height) {
    if (Math.min(width, height) < 1 || Math.max(width, height) > MAX_SIDE_PX) {
      throw new IllegalArgumentException(
          "size is " + width + "x" + height + "; sides must be 1 to " + MAX_SIDE_PX);
    }
    Settings changed = settings.copy();
    changed.width = width;
    changed.height = height;
    return new Framing(changed);
  }

  /**
   * Places the content (photo, box and margin, or box) in the space that it leaves free: 0, 0 top
   * left, 0.5, 0.5 in the middle (the default), 1, 1 bottom right. Of {@link #photo()} without a
   * size the person's box is what moves.
   *
   * @throws IllegalArgumentException if a number is outside 0..1
   */
  public Framing at(double x, double y) {
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
      throw new IllegalArgumentException(
          "position is " + x + ", " + y + "; both must be in 0..1 (100%)");
    }
    Settings changed = settings.copy();
    changed.anchor = new Anchor(x, y);
    changed.original = false;
    return new Framing(changed);
  }

  /** Keeps the middle of the person where it was, relative to the photo's width and height. */
  public Framing atOriginal() {
    Settings changed = settings.copy();
    changed.anchor = null;
    changed.original = true;
    return new Framing(changed);
  }

  /**
   * Counts pixels from this alpha on as the person's.
   *
   * @param alpha more than 0, at most 1; default 0.05
   * @throws IllegalArgumentException if it is outside that
   */
  public Framing threshold(double alpha) {
    if (!(alpha > 0 && alpha <= 1)) {
      throw new IllegalArgumentException(
          "threshold is " + alpha + "; it must be more than 0 and at most 1");
    }
    Settings changed = settings.copy();
    changed.threshold = alpha;
    return new Framing(changed);
  }

  /** Whether every frame is the whole photo as it is. */
  public boolean isPhoto() {
    return settings.content == Content.PHOTO && settings.width == 0 && settings.anchor == null;
  }

  /** The frame for a photo with this matte. */
  public Frame of(AlphaMatte matte) {
    Frame.Box photo = new Frame.Box(0, 0, matte.width(), matte.height());
    Frame.Box subject = Frame.Box.of(matte, (float) settings.threshold);
    if (subject == null || isPhoto()) {
      return frame(photo, photo, subject, 1, settings.width == 0);
    }
    return switch (settings.content) {
      case PHOTO ->
          settings.width == 0
              ? frame(photo, subject, subject, 1, false)
              : frame(photo, photo, subject, 1, false);
      case BOX -> frame(photo, subject, subject, settings.scale, false);
      case BOX_AND_MARGIN -> {
        Frame.Box grown = subject.grown(margin(subject));
        yield frame(photo, grown, subject, 1, settings.width == 0);
      }
    };
  }

  private int margin(Frame.Box subject) {
    double longer = Math.max(subject.width(), subject.height());
    return settings.marginPx + (int) Math.round(settings.marginShare * longer);
  }

  /**
   * @param content what is to fit into {@code share} of the picture
   * @param isAll whether the picture is the content and nothing else
   */
  private Frame frame(
      Frame.Box photo,
      Frame.Box content,
      Frame.@Nullable Box subject,
      double share,
      boolean isAll) {
    Frame.Box size = isAll ? content : photo;
    int width = settings.width > 0 ? settings.width : size.width();
    int height = settings.height > 0 ? settings.height : size.height();
    double zoom = Math.min(share * width / content.width(), share * height / content.height());
    if (settings.content == Content.PHOTO && settings.width == 0) {
      zoom = 1;
    }
    Anchor anchor = settings.anchor == null ? new Anchor(0.5, 0.5) : settings.anchor;
    double left = anchor.x() * (width - content.width() * zoom);
    double top = anchor.y() * (height - content.height() * zoom);
    if (settings.original && subject != null && !isAll) {
      left = (subject.middleX() / photo.width()) * width - (subject.middleX() - content.x()) * zoom;
      top =
          (subject.middleY() / photo.height()) * height - (subject.middleY() - content.y()) * zoom;
    }
    return new Frame(
        Span.of(photo.width(), content.x(), left, zoom, width),
        Span.of(photo.height(), content.y(), top, zoom, height),
        subject);
  }
}
