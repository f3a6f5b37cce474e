package io.github.matting4j.io.png;

import static io.github.matting4j.io.input.ByteView.u32;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.input.ByteView;
import io.github.matting4j.io.input.ReadClock;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a PNG's pixel data, chunk after chunk, straight from the file's bytes. Not thread-safe;
 * its creator closes it.
 */
final class PngRowSource implements AutoCloseable {
  private static final int TRAILER_BYTES = 4096;

  private final byte[] data;
  private final ReadClock clock;
  private final Inflater inflater = new Inflater();
  private int nextChunk;

  PngRowSource(PngHeader header, ReadClock clock) {
    this.data = header.data();
    this.nextChunk = header.firstData();
    this.clock = clock;
  }

  /** Fills {@code target} from its start; the number of bytes is less where the data end. */
  int read(byte[] target, int length) throws ImageReadException {
    int count = 0;
    try {
      while (count < length) {
        int got = inflater.inflate(target, count, length - count);
        count += got;
        if (got == 0 && (inflater.finished() || inflater.needsDictionary() || !refill())) {
          break;
        }
      }
    } catch (DataFormatException e) {
      throw damaged(e);
    }
    return count;
  }

  /** Reads to the end of the data, where their checksum is compared. */
  void checkTrailer() throws ImageReadException {
    if (!inflater.finished()) {
      read(new byte[TRAILER_BYTES], TRAILER_BYTES);
    }
  }

  @Override
  public void close() {
    inflater.end();
  }

  private boolean refill() throws ImageReadException {
    clock.check();
    if (!inflater.needsInput()
        || nextChunk > data.length - 8
        || !ByteView.startsWith(data, nextChunk + 4, "IDAT")) {
      return false;
    }
    int start = nextChunk + 8;
    int length = (int) Math.min(u32(data, nextChunk), data.length - start);
    inflater.setInput(data, start, length);
    nextChunk = start + length + 4;
    return true;
  }

  private static ImageReadException damaged(DataFormatException cause) {
    return new ImageReadException(
        Reason.DAMAGED,
        "the PNG's compressed pixels are damaged ("
            + cause.getMessage()
            + "); copy or download it again",
        cause);
  }
}
