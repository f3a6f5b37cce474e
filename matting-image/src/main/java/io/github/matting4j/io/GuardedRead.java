package io.github.matting4j.io;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.image.Picture;
import io.github.matting4j.io.ReadOptions.IccProfiles;
import io.github.matting4j.io.input.DecodePermits;
import io.github.matting4j.io.input.FileBytes;
import io.github.matting4j.io.input.FileKind;
import io.github.matting4j.io.input.ReadClock;
import io.github.matting4j.io.input.ReadNotes;
import io.github.matting4j.io.input.ReadStop;
import io.github.matting4j.io.jpeg.JpegDecoder;
import io.github.matting4j.io.jpeg.JpegHeader;
import io.github.matting4j.io.jpeg.JpegScan;
import io.github.matting4j.io.png.PngChunks;
import io.github.matting4j.io.png.PngColourSpace;
import io.github.matting4j.io.png.PngDecoder;
import io.github.matting4j.io.png.PngHeader;
import io.github.matting4j.io.png.PngScan;
import io.github.matting4j.io.tiff.TiffDecoder;
import io.github.matting4j.io.tiff.TiffHeader;
import io.github.matting4j.io.tiff.TiffScan;
import io.github.matting4j.io.webp.WebpHeader;
import io.github.matting4j.io.webp.WebpPlugin;
import io.github.matting4j.io.webp.WebpScan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * From bytes to a picture: detect the format, scan the structure without allocating, check the
 * limits, wait for memory, decode under a deadline, and turn any failure into an {@link
 * ImageReadException}.
 */
final class GuardedRead {
  private GuardedRead() {}

  /** The picture at 8 bits per channel, sRGB. */
  static ArgbImage read(byte[] data, ReadOptions options, ReadClock clock)
      throws ImageReadException {
    if (options.iccProfiles() == IccProfiles.KEEP) {
      throw new IllegalArgumentException(
          "the options keep colour profiles, and this picture could not carry one; use"
              + " ImageFiles.readPhoto");
    }
    return readPhoto(data, options.bits(8), clock).picture().toArgb();
  }

  static Photo readPhoto(byte[] data, ReadOptions options, ReadClock clock)
      throws ImageReadException {
    try {
      return readUnguarded(data, options, clock);
    } catch (Throwable thrown) {
      throw refusal(thrown);
    }
  }

  /** What the file's header says; only what is needed of the file is read. */
  static ImageInfo probe(FileBytes file, ReadOptions options) throws IOException {
    checkBytes(file.length(), options);
    try {
      return HeaderProbe.probe(file, options);
    } catch (ImageReadException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      throw refusal(e);
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
            + " bytes allowed; shrink it or raise the limit");
  }

  private static Photo readUnguarded(byte[] data, ReadOptions options, ReadClock clock)
      throws IOException {
    clock.check();
    checkBytes(data.length, options);
    FileKind kind = FileKind.of(data);
    return switch (kind) {
      case JPEG -> jpeg(JpegScan.scan(data, options.decodeRules()), options, clock);
      case PNG -> png(PngScan.scan(data, options.decodeRules()), options, clock);
      case TIFF ->
          tiff(data, TiffScan.scan(FileBytes.of(data), options.decodeRules()), options, clock);
      case WEBP -> {
        WebpPlugin.require();
        yield webp(data, WebpScan.scan(FileBytes.of(data), options.decodeRules()), options, clock);
      }
      default -> throw kind.refusal(data);
    };
  }

  private static Photo jpeg(JpegHeader header, ReadOptions options, ReadClock clock)
      throws IOException {
    if (!options.acceptsDamage()) {
      header.checkWhole();
    }
    ReadNotes notes = new ReadNotes();
    Picture picture =
        permitted(
            header.decodedBytes(),
            options,
            clock,
            () -> JpegDecoder.decode(header, options.decodeRules(), clock, notes));
    boolean grey = header.frame().components() == 1;
    return new Photo(
        picture,
        kept(header.markers().profile(), grey, options),
        Exif.of(header.markers().exifBlock()),
        notes.sentences());
  }

  private static Photo png(PngHeader header, ReadOptions options, ReadClock clock)
      throws IOException {
    if (!options.acceptsDamage()) {
      header.checkWhole();
    }
    PngChunks chunks = header.chunks();
    ReadNotes notes = new ReadNotes();
    Picture picture =
        permitted(
            header.decodedBytes() + rounding(header.shape().pixels(), header.bits(), options),
            options,
            clock,
            () -> rounded(PngDecoder.decode(header, options.decodeRules(), clock, notes), options));
    Optional<byte[]> profile =
        PngColourSpace.hasProfile(chunks) ? chunks.profile() : Optional.empty();
    return new Photo(
        picture,
        kept(profile, chunks.shape().isGrey(), options),
        Exif.of(chunks.exifBlock()),
        notes.sentences());
  }

  private static Photo tiff(byte[] data, TiffHeader header, ReadOptions options, ReadClock clock)
      throws IOException {
    ReadNotes notes = new ReadNotes();
    Picture picture =
        permitted(
            header.decodedBytes() + rounding(header.pixels(), header.bits(), options),
            options,
            clock,
            () ->
                rounded(
                    TiffDecoder.decode(data, header, options.decodeRules(), clock, notes),
                    options));
    return new Photo(
        picture,
        kept(header.profile(), header.isGrey(), options),
        Optional.empty(),
        notes.sentences());
  }

  private static Photo webp(byte[] data, WebpHeader header, ReadOptions options, ReadClock clock)
      throws IOException {
    Picture picture =
        permitted(
            header.decodedBytes(),
            options,
            clock,
            () -> WebpRead.decode(data, header, options.decodeRules(), clock));
    return new Photo(
        picture,
        kept(header.profile(), false, options),
        header.exif().flatMap(Exif::of),
        List.of());
  }

  /** Colours are converted at the file's depth; to 8 bits they are rounded last, once. */
  private static Picture rounded(Picture picture, ReadOptions options) {
    return options.bits() == Byte.SIZE ? picture.toArgb() : picture;
  }

  /** The bytes that a rounded picture needs in addition to the one of 16 bits. */
  private static long rounding(long pixels, int bits, ReadOptions options) {
    return bits == Short.SIZE && options.bits() == Byte.SIZE ? Integer.BYTES * pixels : 0;
  }

  private static Optional<ColourProfile> kept(
      Optional<byte[]> profile, boolean grey, ReadOptions options) {
    return grey || options.iccProfiles() != IccProfiles.KEEP
        ? Optional.empty()
        : ColourProfile.usable(profile);
  }

  private static Picture permitted(
      long bytes, ReadOptions options, ReadClock clock, DecodePermits.Decoding<Picture> decoding)
      throws IOException {
    return DecodePermits.SHARED.decode(bytes, options.maxConcurrentBytes(), clock, decoding);
  }

  /** The outermost known cause wins; a lack of memory may be wrapped in others. */
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
