package io.github.matting4j.io;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageReadException.Reason;
import java.io.IOException;

/**
 * The one way from bytes to a picture: tell the kind, scan the structure without allocating, check
 * the limits, wait for memory, decode under a clock, and turn whatever goes wrong into one typed
 * refusal.
 */
final class GuardedRead {
  private GuardedRead() {}

  static ArgbImage read(byte[] data, ReadOptions options, ReadClock clock)
      throws ImageReadException {
    try {
      return readUnguarded(data, options, clock);
    } catch (Throwable thrown) {
      throw refusal(thrown);
    }
  }

  static ImageInfo probe(byte[] data, ReadOptions options) throws ImageReadException {
    try {
      return probeUnguarded(data, options);
    } catch (Throwable thrown) {
      throw refusal(thrown);
    }
  }

  static void checkBytes(long bytes, ReadOptions options) throws ImageReadException {
    if (bytes > options.maxBytes()) {
      throw tooLong(bytes + " bytes, more", options);
    }
  }

  static ImageReadException tooLong(String found, ReadOptions options) {
    return new ImageReadException(
        Reason.LIMIT,
        "the file has "
            + found
            + " than the "
            + options.maxBytes()
            + " bytes allowed; shrink it or raise ReadOptions.maxBytes");
  }

  private static ArgbImage readUnguarded(byte[] data, ReadOptions options, ReadClock clock)
      throws IOException {
    clock.check();
    checkBytes(data.length, options);
    FileKind kind = FileKind.of(data);
    switch (kind) {
      case JPEG -> {
        JpegHeader header = JpegScan.scan(data, options);
        if (!options.acceptsDamage()) {
          header.checkWhole();
        }
        return permitted(
            header.decodedBytes(),
            options,
            clock,
            () -> JpegDecoder.decode(header, options, clock));
      }
      case PNG -> {
        PngHeader header = PngScan.scan(data, options);
        if (!options.acceptsDamage()) {
          header.checkWhole();
        }
        return permitted(
            header.decodedBytes(), options, clock, () -> PngDecoder.decode(header, options, clock));
      }
      default -> throw kind.refusal(data);
    }
  }

  private static ImageInfo probeUnguarded(byte[] data, ReadOptions options)
      throws ImageReadException {
    checkBytes(data.length, options);
    FileKind kind = FileKind.of(data);
    return switch (kind) {
      case JPEG -> JpegScan.scan(data, options).info();
      case PNG -> PngScan.scan(data, options).info();
      default -> throw kind.refusal(data);
    };
  }

  private static ArgbImage permitted(
      long bytes, ReadOptions options, ReadClock clock, DecodePermits.Decoding decoding)
      throws IOException {
    return DecodePermits.SHARED.decode(bytes, options.maxConcurrentBytes(), clock, decoding);
  }

  /** The reason nearest to the surface wins, except that a lack of memory hides below others. */
  private static ImageReadException refusal(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 50; depth++, cause = cause.getCause()) {
      if (cause instanceof ImageReadException refusal) {
        return refusal;
      }
      if (cause instanceof ReadStop stop) {
        return stop.refusal();
      }
      if (cause instanceof OutOfMemoryError) {
        return new ImageReadException(
            Reason.MEMORY,
            "there was not enough memory for the picture with a heap of "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MB; use a larger heap (-Xmx) or fewer reads at a time",
            thrown);
      }
    }
    if (thrown instanceof LinkageError) {
      return new ImageReadException(
          Reason.UNSUPPORTED,
          "this JVM lacks a part that decoding needs ("
              + thrown
              + "); use a runtime whose java.desktop module is complete",
          thrown);
    }
    return new ImageReadException(
        Reason.DAMAGED,
        "the picture's data are damaged (decoder: \""
            + thrown.getMessage()
            + "\"); copy or download it again",
        thrown);
  }
}
