package io.github.matting4j.io;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.input.ByteView;
import io.github.matting4j.io.input.DecodePermits;
import java.util.zip.CRC32;

/** Any bytes are a picture or are refused with a reason; nothing else is thrown. */
class PicturesFuzzTest {
  private static final ReadOptions STRICT = ReadOptions.defaults().maxPixels(1_000_000);
  private static final ReadOptions LENIENT = STRICT.damaged(ReadOptions.Damage.ACCEPT);
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int CHUNK_BYTES = 12; // length, type and checksum

  @FuzzTest(maxDuration = "60s")
  void jpeg(byte[] data) {
    read(beginningWith(JPEG, data));
  }

  @FuzzTest(maxDuration = "60s")
  void png(byte[] data) {
    read(withRightChecksums(beginningWith(PNG, data)));
  }

  @FuzzTest(maxDuration = "60s")
  void tiff(byte[] data) {
    byte[] order =
        data.length % 2 == 0 ? new byte[] {'I', 'I', 42, 0} : new byte[] {'M', 'M', 0, 42};
    read(beginningWith(order, data));
  }

  @FuzzTest(maxDuration = "60s")
  void probe(byte[] data) {
    try {
      ImageInfo info = ImageFiles.probe(data, LENIENT);
      if (info.width() < 1 || info.height() < 1) {
        throw new AssertionError("a picture without pixels: " + info);
      }
    } catch (ImageReadException e) {
      requireMessage(e);
    }
  }

  private static void read(byte[] data) {
    for (ReadOptions options : new ReadOptions[] {STRICT, LENIENT}) {
      try {
        ImageFiles.readPhoto(data, options);
      } catch (ImageReadException e) {
        requireMessage(e);
      }
    }
    if (DecodePermits.SHARED.inUse() != 0) {
      throw new AssertionError("memory of a read was not given back");
    }
  }

  private static void requireMessage(ImageReadException e) {
    if (e.reason() == null || e.getMessage() == null || e.getMessage().isBlank()) {
      throw new AssertionError("no reason", e);
    }
  }

  /** So that no time is lost on files of other kinds. */
  private static byte[] beginningWith(byte[] magic, byte[] data) {
    byte[] file = data.length < magic.length ? magic.clone() : data;
    System.arraycopy(magic, 0, file, 0, magic.length);
    return file;
  }

  /** Checksums would hide what lies behind them. */
  private static byte[] withRightChecksums(byte[] png) {
    for (int at = PNG.length; at <= png.length - CHUNK_BYTES; ) {
      long length = ByteView.u32(png, at);
      if (length > png.length - at - CHUNK_BYTES) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, (int) length + 4);
      for (int i = 0; i < 4; i++) {
        png[at + 8 + (int) length + i] = (byte) (crc.getValue() >>> (24 - 8 * i));
      }
      at += CHUNK_BYTES + (int) length;
    }
    return png;
  }
}
