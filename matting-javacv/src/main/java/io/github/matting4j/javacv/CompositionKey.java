package io.github.matting4j.javacv;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.javacv.media.VideoFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two runs compose alike, by the hash of what they make of a test picture of the
 * video's size: other pixels behind the person or another composer give another one.
 */
final class CompositionKey {
  private CompositionKey() {}

  /** The key of a run; empty hash where only mattes are written. */
  static String of(OutputPlan plan, VideoSettings settings, int width, int height)
      throws IOException {
    Optional<VideoBackground.Frames> backgrounds = plan.backgrounds();
    try (ComposedSource source =
        new ComposedSource(new TestPicture(width, height), plan.content(), settings, backgrounds)) {
      ComposedSource.Composed composed = source.next();
      ArgbImage image = composed == null ? null : composed.image();
      return image == null ? "" : hash(image);
    }
  }

  private static String hash(ArgbImage image) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      int[] row = new int[image.width()];
      ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * row.length);
      for (int y = 0; y < image.height(); y++) {
        image.readRow(y, row, 0);
        bytes.asIntBuffer().put(row);
        digest.update(bytes.array());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  /** One frame: a pattern, and a matte with every alpha. */
  private static final class TestPicture implements FrameSource<MattedFrame> {
    private final int width;
    private final int height;
    private boolean given;

    TestPicture(int width, int height) {
      this.width = width;
      this.height = height;
    }

    @Override
    public @Nullable MattedFrame next() {
      if (given) {
        return null;
      }
      given = true;
      int[] pixels = new int[width * height];
      float[] alphas = new float[pixels.length];
      for (int i = 0; i < pixels.length; i++) {
        int x = i % width;
        int y = i / width;
        pixels[i] = 0xFF000000 | (x * 7 & 0xFF) << 16 | (y * 5 & 0xFF) << 8 | (x * y & 0xFF);
        float slope = 1.5f * x / width - 0.25f; // clear, soft, opaque from left to right
        alphas[i] = Math.max(0, Math.min(1, slope));
      }
      return new MattedFrame(
          new VideoFrame(ArgbImage.adopt(width, height, pixels), 0, 0),
          AlphaMatte.adopt(width, height, alphas));
    }

    @Override
    public void close() {}
  }
}
