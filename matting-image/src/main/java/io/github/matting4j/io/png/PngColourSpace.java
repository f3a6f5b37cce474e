package io.github.matting4j.io.png;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.colour.ColourConversion;
import io.github.matting4j.io.colour.IccConversion;
import io.github.matting4j.io.colour.MatrixConversion;
import io.github.matting4j.io.colour.Primaries;
import io.github.matting4j.io.colour.SrgbCurve;
import io.github.matting4j.io.input.DecodeRules;
import java.util.function.DoubleUnaryOperator;

/**
 * Chooses the colour space of a PNG's samples, in the order of precedence of the PNG specification
 * (third edition, 4.3): cICP, then iCCP, then sRGB, then gAMA with cHRM; none of them means sRGB.
 *
 * <p>gAMA and cHRM are treated as browsers treat them: a gamma within 5 % of 1/2.2 with the
 * primaries of sRGB is sRGB, anything else is converted. A gamma outside 0.1..10, or primaries that
 * lie on one line, are errors of the writer and ignored.
 */
public final class PngColourSpace {
  private static final double SRGB_GAMMA = 1 / 2.2;
  private static final double GAMMA_TOLERANCE = 0.05;

  private PngColourSpace() {}

  /** Whether the ICC profile defines the colours: it is there, and cICP is not. */
  public static boolean hasProfile(PngChunks chunks) {
    return chunks.codePoints().length == 0 && chunks.hasProfile();
  }

  static ColourConversion of(PngChunks chunks, DecodeRules rules) throws ImageReadException {
    if (chunks.codePoints().length > 0) {
      return ofCodePoints(chunks.codePoints(), rules);
    }
    if (chunks.hasProfile()) {
      return IccConversion.of(chunks.profile(), chunks.shape().isGrey(), rules);
    }
    return chunks.isMarkedSrgb() ? ColourConversion.SRGB : ofGamma(chunks);
  }

  private static ColourConversion ofGamma(PngChunks chunks) {
    double gamma = chunks.gamma();
    boolean usable = gamma >= 0.1 && gamma <= 10;
    boolean sameTone = !usable || Math.abs(gamma / SRGB_GAMMA - 1) < GAMMA_TOLERANCE;
    Primaries primaries = primaries(chunks);
    if (sameTone && primaries.isSrgb()) {
      return ColourConversion.SRGB;
    }
    DoubleUnaryOperator tone = usable ? v -> Math.pow(v, 1 / gamma) : SrgbCurve::toLinear;
    return conversion(primaries, tone);
  }

  private static Primaries primaries(PngChunks chunks) {
    double[] xy = chunks.chromaticities();
    if (xy.length == 0 || chunks.shape().isGrey()) {
      return Primaries.SRGB;
    }
    Primaries primaries = Primaries.of(xy);
    return primaries.toLinearSrgb().isPresent() ? primaries : Primaries.SRGB;
  }

  private static ColourConversion ofCodePoints(int[] codes, DecodeRules rules)
      throws ImageReadException {
    Primaries primaries =
        switch (codes[0]) {
          case 1 -> Primaries.SRGB;
          case 9 -> Primaries.BT2020;
          case 12 -> Primaries.DISPLAY_P3;
          default -> throw refusal(codes, "primaries 1 (sRGB), 9 (BT.2020) and 12 (P3)");
        };
    DoubleUnaryOperator tone =
        switch (codes[1]) {
          case 4 -> v -> Math.pow(v, 2.2);
          case 8 -> v -> v;
          case 13 -> SrgbCurve::toLinear;
          case 1, 6, 14, 15 -> PngColourSpace::televisionTone;
          case 16, 18 -> throw refusal(codes, "standard dynamic range, not HDR (PQ or HLG)");
          default -> throw refusal(codes, "transfers 1, 4, 6, 8, 13, 14 and 15");
        };
    if (codes[2] != 0 || codes[3] != 1) {
      throw refusal(codes, "RGB of full range");
    }
    if (primaries.equals(Primaries.SRGB) && codes[1] == 13) {
      return ColourConversion.SRGB;
    }
    if (rules.refusesProfiles()) {
      throw refusal(codes, "by choice of the options, sRGB alone");
    }
    return conversion(primaries, tone);
  }

  private static ColourConversion conversion(Primaries primaries, DoubleUnaryOperator tone) {
    return new MatrixConversion(tone, primaries.toLinearSrgb().orElseThrow());
  }

  private static double televisionTone(double v) {
    return v < 0.081 ? v / 4.5 : Math.pow((v + 0.099) / 1.099, 1 / 0.45);
  }

  private static ImageReadException refusal(int[] codes, String supported) {
    return new ImageReadException(
        Reason.UNSUPPORTED,
        "the PNG's colours are given by cICP "
            + codes[0]
            + "-"
            + codes[1]
            + "-"
            + codes[2]
            + "-"
            + codes[3]
            + "; supported are "
            + supported
            + ". Convert it to sRGB");
  }
}
