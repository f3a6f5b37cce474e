package io.github.matting4j.javacv;

import io.github.matting4j.io.file.OutputGuard;
import io.github.matting4j.javacv.media.Content;
import io.github.matting4j.javacv.media.FrameOutput;
import io.github.matting4j.javacv.media.PictureSequence;
import io.github.matting4j.javacv.media.VideoException;
import io.github.matting4j.javacv.media.VideoFormat;
import io.github.matting4j.javacv.media.VideoInfo;
import io.github.matting4j.javacv.media.VideoWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is written where: decided by the output's name and what was asked for, before anything is
 * read or written.
 */
final class OutputPlan {
  private final Path input;
  private final Path output;
  private final Content content;
  private final VideoSettings settings;
  private final boolean sequence;

  private OutputPlan(Path input, Path output, Content content, VideoSettings settings) {
    this.input = input;
    this.output = output;
    this.content = content;
    this.settings = settings;
    this.sequence = PictureSequence.isPattern(output);
  }

  /**
   * Decides.
   *
   * @throws VideoException if the name is of no format that can be written, or the format cannot
   *     hold what was asked for, or the output is the input
   * @throws FileAlreadyExistsException if the output is there and may not be replaced
   */
  static OutputPlan of(Path input, Path output, VideoSettings settings) throws IOException {
    Optional<VideoFormat> format = VideoFormat.of(output);
    boolean sequence = PictureSequence.isPattern(output);
    if (format.isEmpty() && !sequence) {
      throw new VideoException(
          output
              + " is not the name of a video; use .mov, .webm, .mkv or .mp4, or person_%05d.png for"
              + " single pictures");
    }
    Content content = content(output, settings);
    if (format.isPresent() && !format.get().holds(content)) {
      throw new VideoException(
          output
              + ": MP4 has no alpha; write .mov, .webm or .mkv, put a background behind the person,"
              + " or write the matte alone by the name NAME_alpha.mp4");
    }
    guard(input, output, settings);
    if (!sequence && !settings.overwrite && Files.exists(output)) {
      throw new FileAlreadyExistsException(
          output.toString(),
          null,
          "the file exists already; choose another name or ask for overwriting");
    }
    return new OutputPlan(input, output, content, settings);
  }

  private static Content content(Path output, VideoSettings settings) {
    if (settings.content != null) {
      return settings.content;
    }
    String name = String.valueOf(output.getFileName());
    return name.matches(".*_alpha(_?%\\d*d)?\\.[^.]+") ? Content.MATTE : Content.CUT_OUT;
  }

  private static void guard(Path input, Path output, VideoSettings settings) throws IOException {
    OutputGuard guard = new OutputGuard(owner -> null);
    guard.protect(input, "the video " + input);
    if (settings.background != null) {
      settings.background.file().ifPresent(file -> guard.protect(file, "the background " + file));
    }
    Optional<OutputGuard.Refusal> refusal = guard.claim(0, Optional.empty(), List.of(output));
    if (refusal.isPresent()) {
      throw new VideoException(refusal.get().message() + "; choose another name");
    }
  }

  Path input() {
    return input;
  }

  Path output() {
    return output;
  }

  Content content() {
    return content;
  }

  /** A part of the same content, without sound, in another file of the same format. */
  OutputPlan part(Path file, VideoSettings ofPart) {
    return new OutputPlan(input, file, content, ofPart);
  }

  /** Whether single pictures are written. */
  boolean isSequence() {
    return sequence;
  }

  /** The sound of the input, if it comes along. */
  Optional<VideoWriter.Sound> sound(VideoInfo info) {
    if (!settings.sound || info.soundTracks() == 0 || sequence) {
      return Optional.empty();
    }
    long end = settings.to == null ? Long.MAX_VALUE : settings.to.toNanos();
    return Optional.of(new VideoWriter.Sound(input, settings.from.toNanos(), end));
  }

  /** Opens what comes behind the person, if anything does. */
  Optional<VideoBackground.Frames> backgrounds() throws IOException {
    return content == Content.OPAQUE && settings.background != null
        ? Optional.of(settings.background.open())
        : Optional.empty();
  }

  /** Opens the output. */
  FrameOutput open(VideoInfo info) throws IOException {
    if (sequence) {
      return PictureSequence.create(output, settings.overwrite);
    }
    VideoWriter.Settings like =
        VideoWriter.Settings.like(info, content).withMaxFrameRate(settings.maxFrameRate);
    Optional<VideoWriter.Sound> sound = sound(info);
    return sound.isPresent()
        ? VideoWriter.create(output, like, sound.get())
        : VideoWriter.create(output, like);
  }

  /** What the output lacks by its kind, in sentences. */
  List<String> notes(VideoInfo info) {
    return sequence && settings.sound && info.soundTracks() > 0
        ? List.of("The sound is left out: a picture sequence has none.")
        : List.of();
  }
}
