package io.github.matting4j.kernel.resample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorPackingTest {
  private static final List<Double> MEANS = List.of(0.485, 0.456, 0.406);
  private static final List<Double> DEVIATIONS = List.of(0.229, 0.224, 0.225);

  /** Grey levels 0 to 255, as three planes. */
  private static float[] packedRamp(TensorPacking packing) {
    int[] greys = new int[256];
    for (int v = 0; v < greys.length; v++) {
      greys[v] = 0xFF000000 | v * 0x010101;
    }
    float[] tensor = new float[3 * greys.length];
    packing.pack(
        PixelRows.of(ArgbImage.adopt(greys.length, 1, greys)),
        new int[greys.length],
        new float[TensorPacking.scratchLength(greys.length)],
        FloatBuffer.wrap(tensor)::put,
        greys.length,
        1);
    return tensor;
  }

  /**
   * The expected values are NumPy's (2.4.6), from PaddleSeg's code: {@code im = im / 255.0; im -=
   * mean; im /= std}, with float32 pixels and float64 means and deviations.
   */
  @Test
  void everyLevelIsNormalisedAsNumPyDoes() {
    float[] tensor = packedRamp(TensorPacking.normalised(MEANS, DEVIATIONS));
    assertThat(tensor[17]).isEqualTo(-1.8267830610275269f);
    assertThat(tensor[256 + 17]).isEqualTo(-1.7380952835083008f);
    assertThat(tensor[512 + 17]).isEqualTo(-1.5081480741500854f);
    int hash = 0;
    for (int v = 0; v < 256; v++) {
      for (int channel = 0; channel < 3; channel++) {
        hash = 31 * hash + Float.floatToRawIntBits(tensor[channel * 256 + v]);
      }
    }
    assertThat(hash).isEqualTo(2_095_782_124);
  }

  @Test
  void aMeanAndDeviationOfOneHalfAreTheSameInFloat() {
    float[] tensor = packedRamp(TensorPacking.normalised(0.5, 0.5));
    for (int v = 0; v < 256; v++) {
      assertThat(tensor[v]).isEqualTo((v / 255f - 0.5f) / 0.5f);
    }
  }
}
