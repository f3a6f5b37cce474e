package io.github.matting4j.javacv.media;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/** Converts native frames by what they state: format, size, matrix, range. Not thread-safe. */
final class Rescaler implements AutoCloseable {
  private final SwsContext context = Ffmpeg.allocated(swscale.sws_alloc_context());

  private Rescaler(int kernel) {
    context.flags(
        kernel
            | swscale.SWS_ACCURATE_RND
            | swscale.SWS_FULL_CHR_H_INT
            | swscale.SWS_FULL_CHR_H_INP);
  }

  /** For frames that were decoded; bilinear, in half the time of bicubic. */
  static Rescaler ofDecoded() {
    return new Rescaler(swscale.SWS_BILINEAR);
  }

  /** For frames that are to be encoded; bicubic. */
  static Rescaler toBeEncoded() {
    return new Rescaler(swscale.SWS_BICUBIC);
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
