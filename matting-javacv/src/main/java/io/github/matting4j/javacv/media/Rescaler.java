package io.github.matting4j.javacv.media;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/** Converts native frames by what they state: format, size, matrix, range. Not thread-safe. */
final class Rescaler implements AutoCloseable {
  private final SwsContext context = Ffmpeg.allocated(swscale.sws_alloc_context());

  Rescaler() {
    context.flags(
        swscale.SWS_BICUBIC
            | swscale.SWS_ACCURATE_RND
            | swscale.SWS_FULL_CHR_H_INT
            | swscale.SWS_FULL_CHR_H_INP);
  }

  /** Fills the buffers of {@code to} from {@code from}. */
  void convert(AVFrame from, AVFrame to, String doing) throws VideoException {
    Ffmpeg.check(swscale.sws_scale_frame(context, to, from), doing);
  }

  @Override
  public void close() {
    swscale.sws_freeContext(context);
  }
}
