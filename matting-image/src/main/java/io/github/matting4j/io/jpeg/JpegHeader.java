package io.github.matting4j.io.jpeg;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.input.ByteView;
import io.github.matting4j.io.input.ReadClock;
import io.github.matting4j.io.input.SlicedInput;
import io.github.matting4j.io.metadata.Orientations;
import java.util.List;

/** What {@link JpegScan} found in a JPEG. Immutable, but for the caller's bytes. */
public final class JpegHeader {
  private static final byte[] START = {(byte) 0xFF, (byte) 0xD8};
  private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};
  private static final String VENDOR_END = "SEFT";

  private final byte[] data;
  private final JpegFrame frame;
  private final JpegMarkers markers;
  private final List<int[]> kept;
  private final int scans;
  private final boolean complete;
  private final boolean lacksEndOnly;
  private final boolean enough;

  /**
   * @param kept the stretches of {@code data} that the decoder is to see, as {from, to}
   * @param complete whether the end marker was found
   * @param lacksEndOnly whether the file ends within its last scan: if the decoder finds all
   *     pixels, only the end marker is missing
   * @param enough whether there is at least one bit for every block of pixels
   */
  JpegHeader(
      byte[] data,
      JpegFrame frame,
      JpegMarkers markers,
      List<int[]> kept,
      int scans,
      boolean complete,
      boolean lacksEndOnly,
      boolean enough) {
    this.data = data;
    this.frame = frame;
    this.markers = markers;
    this.kept = List.copyOf(kept);
    this.scans = scans;
    this.complete = complete;
    this.lacksEndOnly = lacksEndOnly;
    this.enough = enough;
  }

  public JpegFrame frame() {
    return frame;
  }

  public JpegMarkers markers() {
    return markers;
  }

  /** Whether rows come more than once, each time better. */
  boolean severalPasses() {
    return scans > 1 || frame.progressive();
  }

  /** Whether the end marker was found. */
  boolean isEnded() {
    return complete;
  }

  /** Whether the file ends as Samsung's do, with a directory of what the camera appended. */
  boolean hasVendorTrailer() {
    return ByteView.startsWith(data, data.length - VENDOR_END.length(), VENDOR_END);
  }

  public void checkWhole() throws ImageReadException {
    if (!complete && !lacksEndOnly) {
      throw new ImageReadException(
          Reason.TRUNCATED,
          "the JPEG breaks off after "
              + data.length
              + " bytes without its end marker; copy or download it again");
    }
    if (!enough) {
      throw new ImageReadException(
          Reason.TRUNCATED,
          "the JPEG claims "
              + frame.width()
              + "x"
              + frame.height()
              + " pixels but holds too few bytes for them; copy or download it again");
    }
  }

  /**
   * The estimated bytes of decoding: packed pixels, once more where they are turned after several
   * passes, and the coefficients the decoder keeps between passes.
   */
  public long decodedBytes() {
    long pixels = (long) frame.width() * frame.height();
    long bytes = 4 * pixels;
    if (severalPasses()) {
      bytes += 2 * pixels * frame.components();
      bytes += markers.orientation() == Orientations.UPRIGHT ? 0 : 4 * pixels;
    }
    return bytes;
  }

  /**
   * The file as the decoder is to see it: the picture alone, without application segments and
   * comments. Profiles, orientation and so on are handled by this package, once; the decoder is
   * told in a segment of our own how the colours are stored, so that no decoder has to guess.
   */
  SlicedInput decoderInput(ReadClock clock) {
    SlicedInput input = new SlicedInput(clock).append(START, 0, START.length);
    if (frame.components() == 3) {
      byte[] adobe = adobeSegment(markers.storesRgb(frame) ? 0 : 1);
      input.append(adobe, 0, adobe.length);
    }
    for (int[] stretch : kept) {
      input.append(data, stretch[0], stretch[1]);
    }
    return complete ? input : input.append(END, 0, END.length);
  }

  private static byte[] adobeSegment(int transform) {
    return new byte[] {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
    };
  }
}
