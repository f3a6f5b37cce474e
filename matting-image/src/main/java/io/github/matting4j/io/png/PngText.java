package io.github.matting4j.io.png;

import io.github.matting4j.io.input.BoundedInflater;
import io.github.matting4j.io.input.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A text chunk of a PNG (tEXt, zTXt or iTXt): its keyword and its text, unpacked up to a size.
 *
 * @param bytes the text as it is encoded: Latin-1, or UTF-8 in iTXt
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record PngText(String keyword, byte[] bytes) {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_KEYWORD_BYTES = 79;

  /** The text in the body of a chunk; empty where it is broken or too long. */
  static Optional<PngText> parse(String type, byte[] data, int start, int length) {
    int end = start + length;
    int at = endOfString(data, start, Math.min(end, start + MAX_KEYWORD_BYTES + 1));
    if (at < 0) {
      return Optional.empty();
    }
    String keyword = ByteView.text(data, start, at - start);
    at++;
    boolean packed = type.equals("zTXt");
    if (packed) {
      at++; // method
    } else if (type.equals("iTXt")) {
      packed = at < end && data[at] == 1;
      at = endOfString(data, at + 2, end); // language
      at = at < 0 ? -1 : endOfString(data, at + 1, end); // keyword, translated
      if (at < 0) {
        return Optional.empty();
      }
      at++;
    }
    if (at > end) {
      return Optional.empty();
    }
    if (packed) {
      return BoundedInflater.inflate(data, at, end - at, MAX_BYTES)
          .map(text -> new PngText(keyword, text));
    }
    return end - at > MAX_BYTES
        ? Optional.empty()
        : Optional.of(new PngText(keyword, Arrays.copyOfRange(data, at, end)));
  }

  private static int endOfString(byte[] data, int from, int end) {
    for (int i = from; i < end; i++) {
      if (data[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Whether it is an EXIF block as ImageMagick writes it: its name, its length, hexadecimals. */
  boolean isRawExif() {
    return keyword.equals("Raw profile type exif") || keyword.equals("Raw profile type APP1");
  }

  boolean isXmp() {
    return keyword.equals("XML:com.adobe.xmp");
  }

  /** The bytes that a raw profile spells out; empty where it is broken. */
  Optional<byte[]> rawProfile() {
    String[] words = new String(bytes, StandardCharsets.ISO_8859_1).strip().split("\\s+", 3);
    if (words.length < 3 || !words[1].matches("[0-9]{1,7}")) {
      return Optional.empty();
    }
    int count = Integer.parseInt(words[1]);
    String digits = words[2].replaceAll("\\s", "");
    if (digits.length() < 2 * count) {
      return Optional.empty();
    }
    byte[] profile = new byte[count];
    for (int i = 0; i < count; i++) {
      int high = Character.digit(digits.charAt(2 * i), 16);
      int low = Character.digit(digits.charAt(2 * i + 1), 16);
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      profile[i] = (byte) (high << 4 | low);
    }
    return Optional.of(profile);
  }
}
