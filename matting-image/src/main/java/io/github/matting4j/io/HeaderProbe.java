package io.github.matting4j.io;

import io.github.matting4j.io.input.ByteView;
import io.github.matting4j.io.input.DecodeRules;
import io.github.matting4j.io.input.FileBytes;
import io.github.matting4j.io.input.FileKind;
import io.github.matting4j.io.jpeg.JpegFrame;
import io.github.matting4j.io.jpeg.JpegHeader;
import io.github.matting4j.io.jpeg.JpegMarkers;
import io.github.matting4j.io.jpeg.JpegScan;
import io.github.matting4j.io.metadata.Orientations;
import io.github.matting4j.io.png.PngChunks;
import io.github.matting4j.io.png.PngHeader;
import io.github.matting4j.io.png.PngScan;
import io.github.matting4j.io.png.PngShape;
import io.github.matting4j.io.tiff.TiffHeader;
import io.github.matting4j.io.tiff.TiffScan;
import io.github.matting4j.io.webp.WebpHeader;
import io.github.matting4j.io.webp.WebpPlugin;
import io.github.matting4j.io.webp.WebpScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Reads the properties of a picture from its headers: of a JPEG what comes before its pixels, of a
 * PNG or WebP the chunks that are not pixels, of a TIFF its first directory.
 */
final class HeaderProbe {
  private static final int FIRST_BYTES = 1 << 16;
  private static final int PNG_SIGNATURE_BYTES = 8;
  private static final int PNG_OVERHEAD_BYTES = 12;
  private static final int MAX_PNG_CHUNKS = 1_000_000;
  private static final int MAX_PNG_CHUNK_BYTES = 16 << 20;

  /** The chunks that {@link PngScan} evaluates, other than the pixels. */
  private static final Set<String> PNG_CHUNKS =
      Set.of(
          "IHDR", "PLTE", "IEND", "tRNS", "iCCP", "sRGB", "gAMA", "cHRM", "cICP", "eXIf", "tEXt",
          "zTXt", "iTXt");

  private HeaderProbe() {}

  static ImageInfo probe(FileBytes file, ReadOptions options) throws IOException {
    byte[] head = file.at(0, FIRST_BYTES);
    FileKind kind = FileKind.of(head);
    return upright(
        switch (kind) {
          case JPEG -> info(jpeg(file, head, options));
          case PNG -> info(PngScan.scan(withoutPixels(file), options.decodeRules()));
          case TIFF -> info(TiffScan.scan(file, options.decodeRules()));
          case WEBP -> {
            WebpPlugin.require();
            yield info(WebpScan.scan(file, options.decodeRules()));
          }
          default -> throw kind.refusal(head);
        });
  }

  /** The same with the sides as they are once the orientation has been applied. */
  private static ImageInfo upright(ImageInfo stored) {
    return Orientations.swapsSides(stored.orientation())
        ? new ImageInfo(
            stored.format(),
            /* width= */ stored.height(),
            /* height= */ stored.width(),
            stored.orientation(),
            stored.bitDepth(),
            stored.hasAlpha(),
            stored.hasProfile(),
            stored.progressive(),
            stored.exif(),
            stored.quantisation())
        : stored;
  }

  private static JpegHeader jpeg(FileBytes file, byte[] first, ReadOptions options)
      throws IOException {
    DecodeRules rules = options.decodeRules();
    byte[] head = first;
    while (head.length < file.length()) {
      Optional<JpegHeader> header = JpegScan.scanHead(head, rules);
      if (header.isPresent()) {
        return header.get();
      }
      int more = (int) Math.min(4L * head.length, Math.min(file.length(), options.maxBytes()));
      byte[] longer = file.at(0, more);
      if (longer.length <= head.length) {
        break; // the file was cut meanwhile
      }
      head = longer;
    }
    Optional<JpegHeader> header = JpegScan.scanHead(head, rules);
    return header.isPresent() ? header.get() : JpegScan.scan(head, rules);
  }

  private static ImageInfo info(JpegHeader header) {
    JpegFrame frame = header.frame();
    JpegMarkers markers = header.markers();
    return new ImageInfo(
        ImageInfo.Format.JPEG,
        frame.width(),
        frame.height(),
        markers.orientation(),
        8,
        false,
        markers.hasProfile(),
        frame.progressive(),
        Exif.of(markers.exifBlock()),
        markers.quantisation());
  }

  private static ImageInfo info(PngHeader header) {
    PngShape shape = header.shape();
    PngChunks chunks = header.chunks();
    return new ImageInfo(
        ImageInfo.Format.PNG,
        shape.width(),
        shape.height(),
        chunks.orientation(),
        shape.bitDepth(),
        shape.hasAlphaChannel() || chunks.transparency().length > 0,
        chunks.hasProfile(),
        shape.interlaced(),
        Exif.of(chunks.exifBlock()),
        List.of());
  }

  private static ImageInfo info(WebpHeader header) {
    return new ImageInfo(
        ImageInfo.Format.WEBP,
        header.width(),
        header.height(),
        header.orientation(),
        Byte.SIZE,
        header.hasAlpha(),
        header.profile().isPresent(),
        false,
        header.exif().flatMap(Exif::of),
        List.of());
  }

  private static ImageInfo info(TiffHeader header) {
    return new ImageInfo(
        ImageInfo.Format.TIFF,
        header.width(),
        header.height(),
        header.orientation(),
        header.bits(),
        header.alpha() >= 0,
        header.profile().isPresent(),
        false,
        Optional.empty(),
        List.of());
  }

  /**
   * The PNG with one empty chunk in place of its pixels, and without chunks that are not evaluated.
   */
  private static byte[] withoutPixels(FileBytes file) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(file.at(0, PNG_SIGNATURE_BYTES));
    boolean pixels = false;
    long position = PNG_SIGNATURE_BYTES;
    for (int count = 0; count < MAX_PNG_CHUNKS; count++) {
      byte[] start = file.at(position, 8);
      if (start.length < 8) {
        break;
      }
      long length = ByteView.u32(start, 0);
      String type = ByteView.text(start, 4, 4);
      if (type.equals("IDAT")) {
        if (!pixels) {
          pixels = true;
          appendEmptyData(png);
        }
      } else if (isEvaluated(type) && length <= MAX_PNG_CHUNK_BYTES) {
        png.writeBytes(file.at(position, PNG_OVERHEAD_BYTES + (int) length));
      }
      if (type.equals("IEND") || length > Integer.MAX_VALUE) {
        break;
      }
      position += PNG_OVERHEAD_BYTES + length;
    }
    return png.toByteArray();
  }

  /** Chunks with invalid names, and critical ones, are kept for the scan to refuse. */
  private static boolean isEvaluated(String type) {
    char first = type.charAt(0);
    return PNG_CHUNKS.contains(type) || first < 'a' || first > 'z';
  }

  private static void appendEmptyData(ByteArrayOutputStream png) {
    byte[] chunk = {0, 0, 0, 0, 'I', 'D', 'A', 'T', 0, 0, 0, 0};
    CRC32 crc = new CRC32();
    crc.update(chunk, 4, 4);
    for (int i = 0; i < 4; i++) {
      chunk[8 + i] = (byte) (crc.getValue() >> (24 - 8 * i));
    }
    png.writeBytes(chunk);
  }
}
