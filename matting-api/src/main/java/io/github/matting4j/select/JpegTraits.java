package io.github.matting4j.select;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a JPEG's quantisation tables and the camera in its EXIF block, up to the first scan. Not
 * thread-safe.
 */
final class JpegTraits {
  private static final String TABLES = "from the quantisation tables";
  private static final String EXIF = "from EXIF";
  private static final List<String> PHONES =
      List.of(
          "apple",
          "samsung",
          "google",
          "huawei",
          "xiaomi",
          "oneplus",
          "oppo",
          "vivo",
          "honor",
          "motorola",
          "realme",
          "nothing",
          "fairphone",
          "htc");

  private static final int MAKE = 0x010F;
  private static final int MODEL = 0x0110;

  private final ByteBuffer file;
  private PhotoTraits traits = PhotoTraits.unknown();

  private JpegTraits(byte[] bytes) {
    this.file = ByteBuffer.wrap(bytes);
  }

  static PhotoTraits measure(byte[] bytes) {
    JpegTraits reader = new JpegTraits(bytes);
    try {
      if (bytes.length > 4 && reader.file.getShort() == (short) 0xFFD8) {
        reader.segments();
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return reader.traits; // cut short or damaged: what was read so far holds
    }
    return reader.traits;
  }

  private void segments() {
    while (file.remaining() > 4) {
      int marker = file.getShort() & 0xFFFF;
      if (marker == 0xFFDA || marker >> 8 != 0xFF) {
        return;
      }
      int length = file.getShort() & 0xFFFF;
      int end = file.position() + length - 2;
      if (marker == 0xFFDB) {
        tables(end);
      } else if (marker == 0xFFE1 && length > 16) {
        exif(file.slice(file.position(), length - 2));
      }
      file.position(end);
    }
  }

  private void tables(int end) {
    while (file.position() < end) {
      int kind = file.get() & 0xFF;
      int[] table = new int[64];
      for (int i = 0; i < 64; i++) {
        table[i] = kind >> 4 == 0 ? file.get() & 0xFF : file.getShort() & 0xFFFF;
      }
      if ((kind & 15) == 0) {
        JpegQuality quality = JpegQuality.of(table);
        traits =
            traits.with(
                PhotoTrait.JPEG_QUALITY,
                new Measurement(quality.quality(), quality.isExact() ? 1 : 0.7, TABLES));
      }
    }
  }

  private void exif(ByteBuffer block) {
    byte[] head = new byte[6];
    block.get(head);
    if (!new String(head, StandardCharsets.ISO_8859_1).startsWith("Exif")) {
      return;
    }
    ByteBuffer tiff = block.slice();
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int count = tiff.getShort(directory) & 0xFFFF;
    String make = "";
    String model = "";
    for (int i = 0; i < Math.min(count, 200); i++) {
      int entry = directory + 2 + 12 * i;
      int tag = tiff.getShort(entry) & 0xFFFF;
      if (tag == MAKE) {
        make = text(tiff, entry);
      } else if (tag == MODEL) {
        model = text(tiff, entry);
      }
    }
    camera(make, model);
  }

  private static String text(ByteBuffer tiff, int entry) {
    int length = tiff.getInt(entry + 4);
    int at = length <= 4 ? entry + 8 : tiff.getInt(entry + 8);
    byte[] bytes = new byte[Math.min(Math.max(0, length), 100)];
    tiff.get(at, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "").trim();
  }

  private void camera(String make, String model) {
    String brand = make.toLowerCase(Locale.ROOT);
    name(make, model).ifPresent(name -> traits = traits.camera(name));
    if (name(make, model).isPresent()) {
      boolean scanner = (make + model).toLowerCase(Locale.ROOT).contains("scan");
      boolean phone = PHONES.stream().anyMatch(brand::contains);
      traits =
          traits
              .with(PhotoTrait.PHONE, new Measurement(phone ? 1 : 0, 0.9, EXIF))
              .with(PhotoTrait.SCAN, new Measurement(scanner ? 1 : 0, 0.8, EXIF))
              .with(PhotoTrait.SCREENSHOT, new Measurement(0, 0.8, EXIF));
    }
  }

  private static Optional<String> name(String make, String model) {
    String first = make.split(" ", 2)[0];
    String name = model.startsWith(first) ? model : (make + " " + model).trim();
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }
}
