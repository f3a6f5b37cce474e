package io.github.matting4j.javacv;

import io.github.matting4j.compose.Background;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What comes behind the person in each frame: the same picture or colour, the frame's own
 * background blurred, or the frames of another video.
 *
 * <p>Immutable and thread-safe.
 */
public final class VideoBackground {
  /** What is shown after the last frame of a background video. */
  public enum AtEnd {
    /** Its first frame, and so on. */
    LOOP,
    /** Its last frame. */
    HOLD
  }

  /** Backgrounds of one run, for times that do not decrease. */
  interface Frames extends AutoCloseable {
    Background at(long nanos) throws IOException;

    @Override
    void close() throws IOException;
  }

  private interface Opener {
    Frames open() throws IOException;
  }

  private final Opener opener;
  private final Optional<Path> file;
  private final String name;

  private VideoBackground(Opener opener, Optional<Path> file, String name) {
    this.opener = opener;
    this.file = file;
    this.name = name;
  }

  /** The same background for each frame, such as a colour or {@link Background#blurred}. */
  public static VideoBackground of(Background background) {
    Objects.requireNonNull(background, "background");
    Frames frames =
        new Frames() {
          @Override
          public Background at(long nanos) {
            return background;
          }

          @Override
          public void close() {}
        };
    return new VideoBackground(() -> frames, Optional.empty(), background.toString());
  }

  /**
   * The frames of another video, each shown at its time. Its sound is not used.
   *
   * @param fit how they are brought to the size of the person's video
   */
  public static VideoBackground video(Path file, Background.Fit fit, AtEnd atEnd) {
    Objects.requireNonNull(fit, "fit");
    Objects.requireNonNull(atEnd, "atEnd");
    return new VideoBackground(
        () -> new BackgroundVideo(file, fit, atEnd), Optional.of(file), file + ", " + atEnd);
  }

  Frames open() throws IOException {
    return opener.open();
  }

  /** The video file, if it is one. */
  Optional<Path> file() {
    return file;
  }

  @Override
  public String toString() {
    return "VideoBackground[" + name + "]";
  }
}
