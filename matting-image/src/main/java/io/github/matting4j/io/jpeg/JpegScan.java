package io.github.matting4j.io.jpeg;

import static io.github.matting4j.io.input.ByteView.u16;
import static io.github.matting4j.io.input.ByteView.u8;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.input.DecodeRules;
import io.github.matting4j.io.input.PictureSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Walks the segments of a JPEG (ITU-T T.81, annex B) without decoding it: checks its variant and
 * its limits, and collects what the decoder needs. Everything after the first picture's end is
 * ignored. Not thread-safe: one per scan.
 */
public final class JpegScan {
  /** Real files have a few dozen; a megabyte-sized profile or thumbnail needs a few hundred. */
  private static final int MAX_SEGMENTS = 20_000;

  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int DQT = 0xDB;
  private static final int DNL = 0xDC;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;
  private static final int APP14 = 0xEE;
  private static final int APP15 = 0xEF;
  private static final int COM = 0xFE;

  private final byte[] data;
  private final DecodeRules rules;
  private final boolean headOnly;
  private final List<int[]> kept = new ArrayList<>();
  private final JpegMarkers markers;
  private int position = 2;
  private int keptFrom = 2;
  private long entropyBytes;
  private int scans;
  private boolean complete;
  private JpegFrame frame = JpegFrame.NONE;
  private final JpegCoverage coverage = new JpegCoverage();
  private boolean cutInPixels;

  private JpegScan(byte[] data, DecodeRules rules, boolean headOnly) {
    this.data = data;
    this.rules = rules;
    this.headOnly = headOnly;
    this.markers = new JpegMarkers(data);
  }

  /** Scans a file that starts with a JPEG's first two bytes. */
  public static JpegHeader scan(byte[] data, DecodeRules rules) throws ImageReadException {
    JpegScan scan = new JpegScan(data, rules, false);
    scan.walk();
    return scan.header();
  }

  /** What the beginning of a file says; empty if it does not reach to the first pixels. */
  public static Optional<JpegHeader> scanHead(byte[] data, DecodeRules rules)
      throws ImageReadException {
    JpegScan scan = new JpegScan(data, rules, true);
    scan.walk();
    return scan.scans == 0 ? Optional.empty() : Optional.of(scan.header());
  }

  private void walk() throws ImageReadException {
    for (int segments = 0; nextMarker(); segments++) {
      if (segments == MAX_SEGMENTS) {
        throw new ImageReadException(
            Reason.LIMIT,
            "the JPEG has more than "
                + MAX_SEGMENTS
                + " segments, which no camera or editor writes; save it again");
      }
      int marker = u8(data, position - 1);
      if (marker == EOI) {
        complete = true;
        return;
      }
      if (marker == SOI) {
        throw new ImageReadException(
            Reason.MALFORMED, "the JPEG starts a second time at byte " + (position - 2));
      }
      boolean bare = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
      if (!bare && !segment(marker)) {
        return;
      }
    }
  }

  /** Moves behind the next marker; false at the end of the file. */
  private boolean nextMarker() {
    while (position < data.length) {
      if (data[position++] != (byte) 0xFF) {
        continue; // decoders skip bytes between segments
      }
      while (position < data.length && data[position] == (byte) 0xFF) {
        position++;
      }
      if (position < data.length && data[position++] != 0) {
        return true;
      }
    }
    return false;
  }

  /** Handles the segment of {@code marker}, whose length stands at the position; false if cut. */
  private boolean segment(int marker) throws ImageReadException {
    int start = position;
    if (start > data.length - 2) {
      return false;
    }
    int length = u16(data, start);
    if (length < 2) {
      throw new ImageReadException(
          Reason.MALFORMED,
          "JPEG segment "
              + hex(marker)
              + " at byte "
              + (start - 2)
              + " gives its length as "
              + length
              + "; it must be at least 2");
    }
    if (length > data.length - start) {
      return false;
    }
    position = start + length;
    body(marker, start + 2, length - 2);
    return true;
  }

  private void body(int marker, int start, int length) throws ImageReadException {
    if ((marker >= APP0 && marker <= APP15) || marker == COM) {
      if (scans == 0) {
        note(marker, start, length);
      }
      keep(start - 4);
      keptFrom = position;
    } else if (marker == DQT) {
      markers.tables(start, length);
    } else if (marker == SOS) {
      startOfScan(start, length);
    } else if (marker == DNL) {
      throw JpegFrame.heightLater();
    } else if (JpegFrame.isFrame(marker)) {
      if (frame.exists()) {
        throw new ImageReadException(
            Reason.MALFORMED, "the JPEG has a second frame header at byte " + (start - 4));
      }
      frame = JpegFrame.parse(data, marker, start, length);
      PictureSize.check(frame.width(), frame.height(), rules);
    }
  }

  private void note(int marker, int start, int length) {
    switch (marker) {
      case APP0 -> markers.jfif(start, length);
      case APP1 -> markers.exifOrXmp(start, length);
      case APP2 -> markers.profile(start, length);
      case APP14 -> markers.adobe(start, length);
      default -> {}
    }
  }

  private void startOfScan(int bodyStart, int bodyLength) throws ImageReadException {
    if (!frame.exists()) {
      throw new ImageReadException(
          Reason.MALFORMED, "the JPEG has picture data before it gives its size");
    }
    if (++scans > rules.maxScans()) {
      throw new ImageReadException(
          Reason.LIMIT,
          "the JPEG has more than "
              + rules.maxScans()
              + " scans; real photos have about ten. Save it again or raise the limit");
    }
    if (headOnly) {
      position = data.length;
      return;
    }
    coverage.scan(data, bodyStart, bodyLength, frame);
    int start = position;
    byte[] bytes = data;
    int at = start;
    int end = bytes.length - 1;
    while (at < end) {
      if (bytes[at] == (byte) 0xFF && endsScan(bytes[at + 1] & 0xFF)) {
        break;
      }
      at++;
    }
    cutInPixels = at >= end;
    position = cutInPixels ? bytes.length : at;
    entropyBytes += position - start;
  }

  /** Whether 0xFF before {@code next} is a marker: not a stuffed byte, a filler or a restart. */
  private static boolean endsScan(int next) {
    return next != 0x00 && next != 0xFF && (next < 0xD0 || next > 0xD7);
  }

  /** Adds what stands between the last dropped segment and {@code end} to the decoder's input. */
  private void keep(int end) {
    int from = keptFrom;
    // fill bytes before a dropped marker stay; they are harmless
    if (end > from) {
      kept.add(new int[] {from, end});
    }
  }

  private JpegHeader header() throws ImageReadException {
    if (!frame.exists() || scans == 0) {
      throw new ImageReadException(
          complete ? Reason.MALFORMED : Reason.TRUNCATED,
          "the JPEG holds no picture: "
              + (complete ? "it ends" : "the file breaks off after " + data.length + " bytes")
              + (!frame.exists() ? " before its size is given" : " before its pixels"));
    }
    keep(complete ? position : endOfData());
    boolean enough = entropyBytes * 8 >= frame.units();
    boolean lacksEndOnly = cutInPixels && coverage.isComplete(frame);
    return new JpegHeader(data, frame, markers, kept, scans, complete, lacksEndOnly, enough);
  }

  /** Where the data end that no end marker ends: zeros behind them are padding. */
  private int endOfData() {
    int end = data.length;
    while (cutInPixels && end > 0 && data[end - 1] == 0) {
      end--;
    }
    return end;
  }

  static String hex(int marker) {
    return "FF" + String.format(Locale.ROOT, "%02X", marker);
  }
}
