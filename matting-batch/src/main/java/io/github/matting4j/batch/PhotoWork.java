package io.github.matting4j.batch;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.Photo;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.QualityFlag;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.model.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One photo in the hands of a {@link PhotoStep}: what to read, the model, where to write. It keeps
 * what the manifest and the outcome tell.
 *
 * <p>Not thread-safe: for the thread that the step was called by, until it returns.
 */
public final class PhotoWork {
  private final PhotoFile photo;
  private final PhotoContent content;
  private final MattingModel model;
  private final ReadOptions readOptions;
  private final Optional<Duration> timeout;
  private final Map<String, Path> outputs;
  private final long startNanos = System.nanoTime();
  private long readNanos;
  private long matteNanos;
  private String sha256 = "";
  private int width;
  private int height;
  private boolean matted;
  private @Nullable RunReport report;
  private Set<QualityFlag> flags = Set.of();
  private final List<String> notes = new ArrayList<>();

  PhotoWork(
      PhotoFile photo,
      PhotoContent content,
      MattingModel model,
      ReadOptions readOptions,
      Optional<Duration> timeout,
      Map<String, Path> outputs) {
    this.photo = photo;
    this.content = content;
    this.model = model;
    this.readOptions = readOptions;
    this.timeout = timeout;
    this.outputs = outputs;
  }

  /** The photo. */
  public PhotoFile photo() {
    return photo;
  }

  /**
   * The batch's model, for steps that run it otherwise than {@link #matte}; with {@link #limits}.
   */
  public MattingModel model() {
    return model;
  }

  /** The limits of a run of the model that begins now: what is left of the photo's time. */
  public RunControl limits() {
    return timeout
        .map(limit -> limit.minusNanos(System.nanoTime() - startNanos))
        .map(left -> left.isNegative() ? Duration.ZERO : left)
        .map(RunControl.unlimited()::timeout)
        .orElse(RunControl.unlimited());
  }

  /**
   * Reads the photo, and hashes it on the way.
   *
   * @throws io.github.matting4j.image.ImageReadException if it is not a readable picture
   * @throws IOException if the file cannot be read
   */
  public ArgbImage read() throws IOException {
    return read(ImageFiles::read);
  }

  /**
   * As {@link #read}, at the file's own depth and with its metadata, as {@link
   * ImageFiles#readPhoto(byte[], ReadOptions)} does.
   *
   * @param change made to the batch's options
   * @throws io.github.matting4j.image.ImageReadException if it is not a readable picture
   * @throws IOException if the file cannot be read
   */
  public Photo readPhoto(UnaryOperator<ReadOptions> change) throws IOException {
    return read((data, options) -> ImageFiles.readPhoto(data, change.apply(options)));
  }

  private interface Reader<T> {
    T read(byte[] data, ReadOptions options) throws IOException;
  }

  private <T> T read(Reader<T> reader) throws IOException {
    long start = System.nanoTime();
    byte[] data = content.read(readOptions);
    sha256 = Sha256.of(data);
    T read = reader.read(data, readOptions);
    Picture picture = read instanceof Photo whole ? whole.picture() : (Picture) read;
    if (read instanceof Photo whole) {
      notes.addAll(whole.notes());
    }
    width = picture.width();
    height = picture.height();
    readNanos += System.nanoTime() - start;
    return read;
  }

  /**
   * Mattes the photo with the batch's model, within {@link #limits}.
   *
   * @throws io.github.matting4j.model.MattingTimeoutException if the photo's time is over
   * @throws io.github.matting4j.model.InferenceException if the network fails
   */
  public MattingResult matte(ArgbImage image) {
    return matte(image, false);
  }

  /**
   * As {@link #matte}, with a second run for the quality flags where the matte is in doubt: {@link
   * MattingResult#checkedFlags}.
   */
  public MattingResult checkedMatte(ArgbImage image) {
    return matte(image, true);
  }

  private MattingResult matte(ArgbImage image, boolean checked) {
    long start = System.nanoTime();
    MattingResult result = model.run(image, limits());
    report = result.report();
    flags = checked ? result.checkedFlags(image, model, limits()) : result.flags(image);
    matteNanos += System.nanoTime() - start;
    matted = true;
    return result;
  }

  /**
   * Where the result of this kind goes; its folder exists.
   *
   * @throws IllegalArgumentException if the batch has no such kind
   */
  public Path output(String kind) {
    Path output = outputs.get(kind);
    if (output == null) {
      throw new IllegalArgumentException(
          "there is no result of kind '" + kind + "'; this batch has " + outputs.keySet());
    }
    return output;
  }

  /** All results by kind, in their order; their folders exist. */
  public Map<String, Path> outputs() {
    return outputs;
  }

  /** Tells the user something about this photo, in a sentence; see {@link PhotoOutcome#notes}. */
  public void note(String sentence) {
    notes.add(Objects.requireNonNull(sentence, "sentence"));
  }

  String sha256() {
    return sha256;
  }

  /** Whether the photo was matted, so that what fails now is the writing. */
  boolean isMatted() {
    return matted;
  }

  PhotoOutcome done(Duration admission) {
    return outcome(PhotoOutcome.Status.DONE, admission, Optional.empty());
  }

  PhotoOutcome failed(Duration admission, PhotoFailure failure) {
    return outcome(PhotoOutcome.Status.FAILED, admission, Optional.of(failure));
  }

  private PhotoOutcome outcome(
      PhotoOutcome.Status status, Duration admission, Optional<PhotoFailure> failure) {
    long rest = System.nanoTime() - startNanos - readNanos - matteNanos;
    return new PhotoOutcome(
        photo,
        status,
        failure.isPresent() ? Map.of() : outputs,
        width,
        height,
        Optional.ofNullable(report),
        flags,
        notes,
        new PhotoOutcome.Stages(
            admission,
            Duration.ofNanos(readNanos),
            Duration.ofNanos(matteNanos),
            Duration.ofNanos(rest)),
        failure);
  }
}
