package io.github.matting4j.io;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes pictures and picture files for the tests of reading. */
final class TestPictures {
  private TestPictures() {}

  /** Waves and noise: no two rows are alike, and nothing is flat. */
  static BufferedImage waves(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(width * 31L + height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int noise = random.nextInt(16);
        int red = (int) (120 + 100 * Math.sin(x / 17.0 + y / 31.0)) + noise;
        int green = (int) (120 + 100 * Math.sin(x / 23.0 - y / 13.0)) + noise;
        int blue = (int) (120 + 100 * Math.cos(y / 29.0)) + noise;
        image.setRGB(x, y, (x + y) % 256 << 24 | red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  static BufferedImage opaqueWaves(int width, int height) {
    return waves(width, height, BufferedImage.TYPE_3BYTE_BGR);
  }

  static BufferedImage flat(int width, int height, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  static byte[] jpeg(BufferedImage image, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(0.95f);
    if (progressive) {
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  static byte[] png(BufferedImage image) {
    return png(image, false);
  }

  static byte[] png(BufferedImage image, boolean interlaced) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(
        interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A PNG of the given chunks, signature, IHDR and IEND included. */
  static byte[] png(int width, int height, int bitDepth, int colorType, byte[]... chunks) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) bitDepth).put((byte) colorType);
    byte[] start = concat(new byte[] {(byte) 137, 80, 78, 71, 13, 10, 26, 10});
    return concat(start, chunk("IHDR", header.array()), concat(chunks), chunk("IEND", new byte[0]));
  }

  /** An IDAT chunk of rows that carry their filter bytes. */
  static byte[] idat(byte[] rows) {
    return chunk("IDAT", deflate(rows));
  }

  static byte[] deflate(byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] chunk(String type, byte[] data) {
    byte[] body = concat(type.getBytes(StandardCharsets.ISO_8859_1), data);
    CRC32 crc = new CRC32();
    crc.update(body);
    return concat(int32(data.length), body, int32((int) crc.getValue()));
  }

  static byte[] iccp(byte[] profile) {
    byte[] name = {'t', 'e', 's', 't', 0, 0};
    return chunk("iCCP", concat(name, deflate(profile)));
  }

  /** {@code png} with {@code chunk} put behind its IHDR. */
  static byte[] withChunk(byte[] png, byte[] chunk) {
    int at = 8 + 25;
    return concat(Arrays.copyOf(png, at), chunk, Arrays.copyOfRange(png, at, png.length));
  }

  /** {@code png} without the chunks whose type matches. */
  static byte[] withoutChunks(byte[] png, Predicate<String> type) {
    byte[] kept = Arrays.copyOf(png, 8);
    for (int at = 8; at < png.length; ) {
      int end = at + 12 + ByteBuffer.wrap(png, at, 4).getInt();
      if (!type.test(new String(png, at + 4, 4, StandardCharsets.ISO_8859_1))) {
        kept = concat(kept, Arrays.copyOfRange(png, at, end));
      }
      at = end;
    }
    return kept;
  }

  /** {@code jpeg} with a segment put behind its start. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] body) {
    return concat(
        Arrays.copyOf(jpeg, 2), segment(marker, body), Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  static byte[] segment(int marker, byte[] body) {
    int length = body.length + 2;
    byte[] head = {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length};
    return concat(head, body);
  }

  static byte[] withProfile(byte[] jpeg, byte[] profile) {
    byte[] name = {'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1};
    return withSegment(jpeg, 0xE2, concat(name, profile));
  }

  /** An EXIF block that holds an orientation and nothing else. */
  static byte[] exif(int orientation, boolean littleEndian) {
    return littleEndian
        ? new byte[] {
          'I',
          'I',
          42,
          0,
          8,
          0,
          0,
          0,
          1,
          0,
          0x12,
          1,
          3,
          0,
          1,
          0,
          0,
          0,
          (byte) orientation,
          0,
          0,
          0,
          0,
          0,
          0,
          0
        }
        : new byte[] {
          'M',
          'M',
          0,
          42,
          0,
          0,
          0,
          8,
          0,
          1,
          1,
          0x12,
          0,
          3,
          0,
          0,
          0,
          1,
          0,
          (byte) orientation,
          0,
          0,
          0,
          0,
          0,
          0
        };
  }

  static byte[] withExif(byte[] jpeg, byte[] exif) {
    return withSegment(jpeg, 0xE1, concat(new byte[] {'E', 'x', 'i', 'f', 0, 0}, exif));
  }

  static byte[] int32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static ArgbImage read(byte[] data) {
    try {
      return ImageFiles.read(data, ReadOptions.defaults());
    } catch (ImageReadException e) {
      throw new UncheckedIOException(e.reason() + ": " + e.getMessage(), e);
    }
  }

  static ArgbImage ofGetRgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    return ArgbImage.adopt(width, height, argb);
  }

  /** The mean absolute difference of red, green and blue. */
  static double meanDifference(ArgbImage a, ArgbImage b) {
    if (a.width() != b.width() || a.height() != b.height()) {
      throw new AssertionError(a + " and " + b + " differ in size");
    }
    int[] left = a.toArray();
    int[] right = b.toArray();
    long sum = 0;
    for (int i = 0; i < left.length; i++) {
      for (int shift = 0; shift <= 16; shift += 8) {
        sum += Math.abs((left[i] >> shift & 0xFF) - (right[i] >> shift & 0xFF));
      }
    }
    return sum / (3.0 * left.length);
  }
}
