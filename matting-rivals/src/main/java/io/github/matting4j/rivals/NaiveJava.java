package io.github.matting4j.rivals;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.onnx.size.InputGeometry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * ONNX Runtime's Java API as a first program uses it: ImageIO, Java2D, {@code getRGB} pixel by
 * pixel, nested arrays in and out.
 */
final class NaiveJava implements Rival<BufferedImage> {
  private final OrtEnvironment environment;
  private final OrtSession session;

  NaiveJava(Path graph) throws OrtException {
    this.environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      this.session = environment.createSession(graph.toString(), options);
    }
  }

  @Override
  public String name() {
    return "naive Java";
  }

  @Override
  public BufferedImage decode(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  @Override
  public BufferedImage grey(AlphaMatte matte) {
    return Java2d.grey(matte);
  }

  @Override
  public float[][] alpha(BufferedImage image) throws OrtException {
    InputGeometry fit = Letterbox.of(image.getWidth(), image.getHeight());
    int width = fit.resizedWidth();
    int height = fit.resizedHeight();
    BufferedImage small = Java2d.scaled(image, width, height, BufferedImage.TYPE_INT_RGB);
    float[][][][] pixels = new float[1][3][Letterbox.SIDE][Letterbox.SIDE];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = small.getRGB(x, y);
        pixels[0][0][y][x] = (((rgb >> 16) & 0xFF) / 255f - 0.5f) / 0.5f;
        pixels[0][1][y][x] = (((rgb >> 8) & 0xFF) / 255f - 0.5f) / 0.5f;
        pixels[0][2][y][x] = ((rgb & 0xFF) / 255f - 0.5f) / 0.5f;
      }
    }
    String input = session.getInputNames().iterator().next();
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      return ((float[][][][]) result.get(0).getValue())[0][0];
    }
  }

  /** The network's alpha of a photo, of the photo's size. */
  private BufferedImage enlargedAlpha(BufferedImage photo) throws OrtException {
    float[][] alpha = alpha(photo);
    InputGeometry fit = Letterbox.of(photo.getWidth(), photo.getHeight());
    int width = fit.resizedWidth();
    int height = fit.resizedHeight();
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        small.getRaster().setSample(x, y, 0, Math.round(alpha[y][x] * 255));
      }
    }
    return Java2d.scaled(small, photo.getWidth(), photo.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
  }

  @Override
  public AlphaMatte matte(BufferedImage photo) throws OrtException {
    return Java2d.matte(enlargedAlpha(photo));
  }

  @Override
  public byte[] cutOut(byte[] jpeg, Optional<BufferedImage> replacement)
      throws OrtException, IOException {
    BufferedImage decoded = decode(jpeg);
    BufferedImage made = enlargedAlpha(decoded);
    BufferedImage matte = replacement.orElse(made);
    BufferedImage cutOut =
        new BufferedImage(made.getWidth(), made.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < made.getHeight(); y++) {
      for (int x = 0; x < made.getWidth(); x++) {
        int alpha = matte.getRaster().getSample(x, y, 0);
        cutOut.setRGB(x, y, (alpha << 24) | (decoded.getRGB(x, y) & 0xFFFFFF));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(cutOut, "png", out);
    return out.toByteArray();
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
