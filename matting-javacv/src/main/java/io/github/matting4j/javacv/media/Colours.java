package io.github.matting4j.javacv.media;

import io.github.matting4j.io.colour.ColourConversion;
import io.github.matting4j.io.colour.MatrixConversion;
import io.github.matting4j.io.colour.Primaries;
import io.github.matting4j.io.colour.SrgbCurve;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** What the numbers of a frame mean: matrix and range, where a file says nothing too. */
final class Colours {
  /** From this height on, an unmarked video is taken for BT.709. */
  private static final int HD_ROWS = 720;

  /** P3 with the white of cinemas, SMPTE RP 431. */
  private static final Primaries CINEMA_P3 =
      new Primaries(0.314, 0.351, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060);

  private Colours() {}

  /** Why frames of this transfer curve and matrix cannot be read as sRGB; null if they can. */
  static @Nullable String refusal(int transfer, int matrix) {
    if (transfer == avutil.AVCOL_TRC_SMPTE2084) {
      return hdr("PQ, SMPTE ST 2084");
    }
    if (transfer == avutil.AVCOL_TRC_ARIB_STD_B67) {
      return hdr("HLG, ARIB STD-B67");
    }
    return switch (matrix) {
      case avutil.AVCOL_SPC_ICTCP, avutil.AVCOL_SPC_IPT_C2 -> hdr("ICtCp");
      case avutil.AVCOL_SPC_BT2020_CL,
          avutil.AVCOL_SPC_CHROMA_DERIVED_CL,
          avutil.AVCOL_SPC_SMPTE2085 ->
          "the colours are coded by a matrix that is not supported (number "
              + matrix
              + " of ITU-T H.273); convert it to BT.709 first";
      default -> null;
    };
  }

  /**
   * Converts pixels of these primaries to sRGB: {@link ColourConversion#SRGB} for those that differ
   * little. The curve is that of sRGB, as everywhere here. Not thread-safe.
   */
  static ColourConversion toSrgb(int primaries) {
    return switch (primaries) {
      case avutil.AVCOL_PRI_BT2020 -> conversion(Primaries.BT2020);
      case avutil.AVCOL_PRI_SMPTE432 -> conversion(Primaries.DISPLAY_P3);
      case avutil.AVCOL_PRI_SMPTE431 -> conversion(CINEMA_P3);
      default -> ColourConversion.SRGB;
    };
  }

  private static ColourConversion conversion(Primaries primaries) {
    return new MatrixConversion(SrgbCurve::toLinear, primaries.toLinearSrgb().orElseThrow());
  }

  private static String hdr(String kind) {
    return "the video is HDR ("
        + kind
        + ") and this library works on sRGB; convert it to SDR (BT.709) first";
  }

  /** Writes matrix and range that FFmpeg would have to guess into the frame. */
  static void complete(AVFrame frame) {
    if (!isYuv(frame.format())) {
      return;
    }
    if (frame.colorspace() == avutil.AVCOL_SPC_UNSPECIFIED
        || frame.colorspace() == avutil.AVCOL_SPC_RGB
        || frame.colorspace() == avutil.AVCOL_SPC_RESERVED) {
      frame.colorspace(
          frame.height() >= HD_ROWS ? avutil.AVCOL_SPC_BT709 : avutil.AVCOL_SPC_SMPTE170M);
    }
    if (frame.color_range() == avutil.AVCOL_RANGE_UNSPECIFIED) {
      frame.color_range(
          isFullByName(frame.format()) ? avutil.AVCOL_RANGE_JPEG : avutil.AVCOL_RANGE_MPEG);
    }
  }

  private static boolean isYuv(int format) {
    AVPixFmtDescriptor descriptor = avutil.av_pix_fmt_desc_get(format);
    return (descriptor.flags() & (avutil.AV_PIX_FMT_FLAG_RGB | avutil.AV_PIX_FMT_FLAG_PAL)) == 0;
  }

  private static boolean isFullByName(int format) {
    return format == avutil.AV_PIX_FMT_YUVJ420P
        || format == avutil.AV_PIX_FMT_YUVJ422P
        || format == avutil.AV_PIX_FMT_YUVJ444P
        || format == avutil.AV_PIX_FMT_YUVJ440P
        || format == avutil.AV_PIX_FMT_YUVJ411P;
  }

  static boolean hasAlpha(int format) {
    AVPixFmtDescriptor descriptor = avutil.av_pix_fmt_desc_get(format);
    return descriptor != null
        && !descriptor.isNull()
        && (descriptor.flags() & avutil.AV_PIX_FMT_FLAG_ALPHA) != 0;
  }
}
