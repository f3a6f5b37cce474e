package io.github.matting4j.javacv;

import io.github.matting4j.compose.Composer;
import io.github.matting4j.javacv.media.Content;
import io.github.matting4j.model.Cancellation;
import io.github.matting4j.sequence.TemporalFilter;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What {@link VideoMatting} was asked for. Not changed once a {@link VideoMatting} has it. */
final class VideoSettings {
  /** Null: by the name of the output. */
  @Nullable Content content;

  @Nullable VideoBackground background;
  UnaryOperator<Composer> composing = UnaryOperator.identity();

  /** Null: the best one, with a delay only where frames come from a file. */
  @Nullable TemporalFilter temporal;

  @Nullable Duration frameTimeout;
  @Nullable Cancellation cancellation;
  Duration from = Duration.ZERO;
  @Nullable Duration to;
  double maxFrameRate = Double.POSITIVE_INFINITY;
  boolean overwrite;
  boolean sound = true;

  /** Length of the parts that are kept until the end; null: there are none. */
  @Nullable Duration partLength;

  /** Frames this long before {@link #from} go through the network and are not written. */
  Duration lead = Duration.ZERO;

  /** When the part begins in the whole result, for backgrounds that change. */
  Duration partStart = Duration.ZERO;

  /** Whether one frame after {@link #to} goes through the filter too and is not written. */
  boolean trail;

  /** The filter for frames of a file. */
  TemporalFilter ofFile() {
    return temporal == null ? TemporalFilter.twoWay() : temporal;
  }

  /** The filter for frames that are to be shown at once. */
  TemporalFilter ofLive() {
    return temporal == null ? TemporalFilter.auto() : temporal;
  }

  VideoSettings copy() {
    VideoSettings copy = new VideoSettings();
    copy.content = content;
    copy.background = background;
    copy.composing = composing;
    copy.temporal = temporal;
    copy.frameTimeout = frameTimeout;
    copy.cancellation = cancellation;
    copy.from = from;
    copy.to = to;
    copy.maxFrameRate = maxFrameRate;
    copy.overwrite = overwrite;
    copy.sound = sound;
    copy.partLength = partLength;
    copy.lead = lead;
    copy.partStart = partStart;
    copy.trail = trail;
    return copy;
  }
}
