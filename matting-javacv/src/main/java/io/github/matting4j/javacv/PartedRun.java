package io.github.matting4j.javacv;

import io.github.matting4j.io.file.AtomicFile;
import io.github.matting4j.javacv.media.Ticks;
import io.github.matting4j.javacv.media.VideoException;
import io.github.matting4j.javacv.media.VideoInfo;
import io.github.matting4j.javacv.media.VideoJoiner;
import io.github.matting4j.model.MattingModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A run in parts, each whole under its name or not there; at the end they are joined without coding
 * anything again. Each part begins a little early, so that network and filter have their states.
 */
final class PartedRun {
  private static final Duration LEAD = Duration.ofMillis(800);
  private static final String KEY = "key.txt";

  private final MattingModel model;
  private final VideoSettings settings;
  private final OutputPlan plan;
  private final Path folder;
  private final long start = System.nanoTime();
  private final Set<String> warnings = new LinkedHashSet<>();
  private Duration reading = Duration.ZERO;
  private Duration matting = Duration.ZERO;
  private Duration composing = Duration.ZERO;
  private Duration writing = Duration.ZERO;
  private long frames;
  private long resumed;
  private long skipped;
  private int broken;
  private long held;
  private Duration end = Duration.ZERO;

  PartedRun(MattingModel model, VideoSettings settings, OutputPlan plan) {
    this.model = model;
    this.settings = settings;
    this.plan = plan;
    this.folder = plan.output().resolveSibling(plan.output().getFileName() + ".parts");
  }

  /**
   * What a finished part holds.
   *
   * @param frames 0 if no frame begins in it; then there is no file
   */
  private record Done(long frames, long endNanos) {
    static Done read(Path file) throws IOException {
      String[] fields = Files.readString(file).strip().split(" ", -1);
      return new Done(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
    }

    void write(Path file) throws IOException {
      byte[] text = (frames + " " + endNanos + "\n").getBytes(StandardCharsets.US_ASCII);
      AtomicFile.write(file, stream -> stream.write(text));
    }
  }

  VideoResult run(Consumer<VideoProgress> progress) throws IOException {
    if (plan.isSequence()) {
      throw new VideoException(
          "a picture sequence is not written in parts; name a video, or write it in one run");
    }
    VideoInfo info = VideoInfo.of(plan.input());
    openFolder(info);
    Optional<Duration> length = VideoRun.length(info, settings);
    List<VideoJoiner.Part> parts = new ArrayList<>();
    long partNanos = Objects.requireNonNull(settings.partLength).toNanos();
    for (int i = 0; ; i++) {
      Duration from = boundary(i * partNanos, info.ticks());
      Duration to = boundary((i + 1) * partNanos, info.ticks());
      boolean last = length.isPresent() && to.compareTo(length.get()) >= 0;
      Path file = folder.resolve(name(i));
      Done done = part(i, file, from, last ? Optional.empty() : Optional.of(to), length, progress);
      if (done.frames() > 0) {
        parts.add(new VideoJoiner.Part(file, from.toNanos()));
        end = from.plusNanos(done.endNanos());
      }
      if (last || (length.isEmpty() && done.frames() == 0)) {
        break;
      }
    }
    if (frames > 0) {
      warnings.addAll(VideoJoiner.join(parts, plan.output(), plan.sound(info)));
    }
    deleteFolder();
    return new VideoResult(
        plan.output(),
        frames,
        resumed,
        skipped,
        broken,
        held,
        end,
        Duration.ofNanos(System.nanoTime() - start),
        new VideoResult.Stages(reading, matting, composing, writing),
        List.copyOf(warnings));
  }

  /** A whole number of ticks, so that times of a part are rounded as those of the whole. */
  private static Duration boundary(long nanos, Ticks ticks) {
    return Duration.ofNanos(ticks.toNanos(ticks.ofNanos(nanos)));
  }

  private String name(int part) {
    String output = String.valueOf(plan.output().getFileName());
    return String.format(Locale.ROOT, "%05d", part) + output.substring(output.lastIndexOf('.'));
  }

  private Done part(
      int number,
      Path file,
      Duration from,
      Optional<Duration> to,
      Optional<Duration> length,
      Consumer<VideoProgress> progress)
      throws IOException {
    Path record = folder.resolve(String.format(Locale.ROOT, "%05d.done", number));
    if (Files.exists(record)) {
      Done done = Done.read(record);
      frames += done.frames();
      resumed += done.frames();
      return done;
    }
    VideoSettings part = settings.copy();
    part.sound = false;
    part.overwrite = true;
    part.partStart = from;
    part.from = settings.from.plus(from);
    part.to = to.map(settings.from::plus).orElse(settings.to);
    part.lead = number == 0 ? Duration.ZERO : LEAD;
    part.trail = to.isPresent() && settings.ofFile().delay() > 0;
    long before = frames;
    VideoResult result =
        new VideoRun(model, part, plan.part(file, part))
            .run(
                step ->
                    progress.accept(
                        new VideoProgress(
                            before + step.frames(),
                            from.plus(step.position()),
                            length,
                            Duration.ofNanos(System.nanoTime() - start))));
    add(result);
    Done done = new Done(result.frames(), result.length().toNanos());
    done.write(record);
    return done;
  }

  private void add(VideoResult result) {
    frames += result.frames();
    skipped += result.skippedFrames();
    broken += result.brokenFrames();
    held += result.heldFrames();
    warnings.addAll(result.warnings());
    reading = reading.plus(result.stages().reading());
    matting = matting.plus(result.stages().matting());
    composing = composing.plus(result.stages().composing());
    writing = writing.plus(result.stages().writing());
  }

  /** Continues in the folder of an earlier run, if that was of the same input and settings. */
  private void openFolder(VideoInfo info) throws IOException {
    String key = key(info);
    Path file = folder.resolve(KEY);
    if (Files.exists(file) && Files.readString(file).equals(key)) {
      return;
    }
    if (Files.exists(folder)) {
      if (!Files.exists(file)) {
        throw new VideoException(
            folder
                + " is there and was not made by a run in parts; remove it or rename the output");
      }
      deleteFolder();
    }
    Files.createDirectory(folder);
    AtomicFile.write(file, stream -> stream.write(key.getBytes(StandardCharsets.UTF_8)));
  }

  private String key(VideoInfo info) throws IOException {
    Path behind = settings.background == null ? null : settings.background.file().orElse(null);
    return String.join(
        "\n",
        "parts of matting4j, 2",
        "input " + file(plan.input()),
        "background " + settings.background + (behind == null ? "" : " " + file(behind)),
        "composed " + CompositionKey.of(plan, settings, info.width(), info.height()),
        "model " + model.identity(),
        "content " + plan.content(),
        "filter " + settings.ofFile(),
        "range " + settings.from + " " + settings.to,
        "rate " + settings.maxFrameRate,
        "part " + settings.partLength,
        "");
  }

  private static String file(Path path) throws IOException {
    return path.toRealPath()
        + ", "
        + Files.size(path)
        + " bytes, "
        + Files.getLastModifiedTime(path).toMillis();
  }

  /** Deletes what runs in parts made, and the folder if nothing else is in it. */
  private void deleteFolder() throws IOException {
    List<Path> own = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.equals(KEY) || name.matches("\\d{5}\\..*|\\.matting4j-.*")) {
          own.add(file);
        }
      }
    }
    for (Path file : own) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }
}
