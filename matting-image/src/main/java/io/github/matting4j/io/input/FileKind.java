package io.github.matting4j.io.input;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import java.util.Locale;

/** The kind of a file, by its first bytes. Names and extensions are ignored. */
public enum FileKind {
  JPEG("a JPEG", ""),
  PNG("a PNG", ""),
  TIFF("a TIFF", ""),
  EMPTY("empty (0 bytes)", "copy or download it again"),
  PNG_ALTERED(
      "a PNG whose first bytes were changed, as a transfer in text mode does",
      "transfer it again, in binary mode"),
  GIF("a GIF", Advice.CONVERT),
  BMP("a BMP", Advice.CONVERT),
  WEBP("a WebP", Advice.CONVERT),
  BIG_TIFF("a BigTIFF, for more than 4 GB", "save it as plain TIFF"),
  HEIC("a HEIC/HEIF photo", "convert it to JPEG (phones can be told to take \"most compatible\")"),
  AVIF("an AVIF", Advice.CONVERT),
  JPEG_2000("a JPEG 2000", Advice.CONVERT),
  JPEG_XL("a JPEG XL", Advice.CONVERT),
  JPEG_LS("a JPEG-LS", Advice.CONVERT),
  PSD("a Photoshop document", "export it as JPEG or PNG"),
  ICO("a Windows icon", Advice.CONVERT),
  PNM("a PBM/PGM/PPM", Advice.CONVERT),
  SVG("an SVG drawing", "render it to PNG first"),
  VIDEO("an MP4 or QuickTime video", "extract a frame as JPEG or PNG"),
  PDF("a PDF", "export its page or picture as JPEG or PNG"),
  ZIP("a ZIP archive (or an office document)", "unpack the picture first"),
  GZIP("a gzip file", "unpack it first"),
  GIT_LFS("a Git LFS pointer, not the picture itself", "run 'git lfs pull'"),
  HTML("an HTML page, probably an error page saved in place of the picture", "download it again"),
  TEXT("text", "check that this is the file you meant"),
  UNKNOWN("of no known kind", "check that the file is complete and a picture");

  /** Sentences that several kinds share. */
  private static final class Advice {
    private static final String CONVERT = "convert it to JPEG or PNG";
  }

  private static final int SNIFFED_TEXT_BYTES = 512;

  private final String name;
  private final String advice;

  FileKind(String name, String advice) {
    this.name = name;
    this.advice = advice;
  }

  public static FileKind of(byte[] data) {
    if (data.length == 0) {
      return EMPTY;
    }
    if (has(data, 0, "\u00FF\u00D8\u00FF\u00F7")) {
      return JPEG_LS;
    }
    if (has(data, 0, "\u00FF\u00D8")) {
      return JPEG;
    }
    if (has(data, 0, "\u0089PNG\r\n\u001A\n")) {
      return PNG;
    }
    if (has(data, 0, "\u0089PNG") || has(data, 0, "\tPNG")) {
      return PNG_ALTERED;
    }
    FileKind kind = ofPicture(data);
    return kind == UNKNOWN ? ofDocument(data) : kind;
  }

  /** Whether it is read here. */
  public boolean isRead() {
    return this == JPEG || this == PNG || this == TIFF;
  }

  public ImageReadException refusal(byte[] data) {
    String found = this == UNKNOWN ? name + " (it starts with " + firstBytes(data) + ")" : name;
    return new ImageReadException(
        Reason.UNSUPPORTED,
        "the file is " + found + "; JPEG, PNG and TIFF are read here: " + advice);
  }

  private static FileKind ofPicture(byte[] data) {
    if (has(data, 0, "GIF87a") || has(data, 0, "GIF89a")) {
      return GIF;
    }
    if (has(data, 0, "RIFF") && has(data, 8, "WEBP")) {
      return WEBP;
    }
    if (has(data, 0, "II*\0") || has(data, 0, "MM\0*")) {
      return TIFF;
    }
    if (has(data, 0, "II+\0") || has(data, 0, "MM\0+")) {
      return BIG_TIFF;
    }
    if (has(data, 4, "ftyp")) {
      return ofBrand(data);
    }
    if (has(data, 0, "\0\0\0\u000CjP  ") || has(data, 0, "\u00FFO\u00FFQ")) {
      return JPEG_2000;
    }
    if (has(data, 0, "\0\0\0\u000CJXL ") || has(data, 0, "\u00FF\n")) {
      return JPEG_XL;
    }
    if (has(data, 0, "8BPS")) {
      return PSD;
    }
    if (has(data, 0, "BM") && data.length >= 14 && ByteView.u32(data, 6) == 0) {
      return BMP;
    }
    if (has(data, 0, "\0\0\1\0") || has(data, 0, "\0\0\2\0")) {
      return ICO;
    }
    boolean pnm = data.length > 2 && data[0] == 'P' && data[1] >= '1' && data[1] <= '7';
    return pnm && data[2] <= ' ' && data[2] > 0 ? PNM : UNKNOWN;
  }

  private static FileKind ofBrand(byte[] data) {
    for (String brand : new String[] {"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"}) {
      if (has(data, 8, brand)) {
        return HEIC;
      }
    }
    return has(data, 8, "avif") || has(data, 8, "avis") ? AVIF : VIDEO;
  }

  private static FileKind ofDocument(byte[] data) {
    if (has(data, 0, "%PDF")) {
      return PDF;
    }
    if (has(data, 0, "PK\3\4") || has(data, 0, "PK\5\6")) {
      return ZIP;
    }
    if (has(data, 0, "\u001F\u008B")) {
      return GZIP;
    }
    if (has(data, 0, "version https://git-lfs")) {
      return GIT_LFS;
    }
    return ofText(data);
  }

  private static FileKind ofText(byte[] data) {
    int length = Math.min(data.length, SNIFFED_TEXT_BYTES);
    for (int i = 0; i < length; i++) {
      int b = data[i] & 0xFF;
      if (b == 0x7F || (b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f')) {
        return UNKNOWN;
      }
      if (b >= 0x80 && b < 0xC2 && (i == 0 || data[i - 1] >= 0)) {
        return UNKNOWN; // not how a character starts in UTF-8
      }
    }
    String text = ByteView.text(data, 0, length).toLowerCase(Locale.ROOT);
    if (text.contains("<svg")) {
      return SVG;
    }
    return text.contains("<html") || text.contains("<!doctype html") ? HTML : TEXT;
  }

  private static String firstBytes(byte[] data) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(data.length, 4); i++) {
      hex.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%02X", data[i]));
    }
    return hex.toString();
  }

  private static boolean has(byte[] data, int at, String text) {
    return ByteView.startsWith(data, at, text);
  }
}
