package io.github.matting4j.rivals;

import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.onnx.size.InputGeometry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * DJL with its engine for ONNX Runtime alone. That engine has no array operations, so neither
 * {@code NDImageUtils} nor the usual batching works: the picture is shrunk by {@link Image#resize}
 * and packed by hand. Written with DJL's {@code save}, which is ImageIO's.
 */
final class Djl implements Rival<Image> {
  private static final String ENGINE = "OnnxRuntime";

  private final ZooModel<Image, float[]> model;
  private final Predictor<Image, float[]> predictor;

  /**
   * Starts DJL's engine. It must create the process's environment of ONNX Runtime itself, so this
   * precedes any other use of the engine.
   */
  static void startEngine() {
    System.setProperty("ai.djl.onnxruntime.num_threads", "1");
    System.setProperty("ai.djl.onnxruntime.num_interop_threads", "1");
    System.setProperty("ai.djl.onnx.disable_alternative", "true");
    System.setProperty("OPT_OUT_TRACKING", "true"); // DJL would report its use
    Engine.getEngine(ENGINE);
  }

  Djl(Path graph) throws Exception {
    this.model =
        Criteria.builder()
            .setTypes(Image.class, float[].class)
            .optEngine(ENGINE)
            .optModelPath(graph)
            .optTranslator(new Packing())
            .optOption("intraOpNumThreads", "1")
            .optOption("interOpNumThreads", "1")
            .build()
            .loadModel();
    this.predictor = model.newPredictor();
  }

  /** A picture to the network's tensor, and its alpha to floats. */
  private static final class Packing implements NoBatchifyTranslator<Image, float[]> {
    @Override
    public NDList processInput(TranslatorContext context, Image input) {
      InputGeometry fit = Letterbox.of(input.getWidth(), input.getHeight());
      int width = fit.resizedWidth();
      int height = fit.resizedHeight();
      BufferedImage small = (BufferedImage) input.resize(width, height, true).getWrappedImage();
      int[] rgb = small.getRGB(0, 0, width, height, null, 0, width);
      int plane = Letterbox.SIDE * Letterbox.SIDE;
      float[] pixels = new float[3 * plane];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int p = rgb[y * width + x];
          int at = y * Letterbox.SIDE + x;
          pixels[at] = ((p >> 16) & 0xFF) / 127.5f - 1;
          pixels[plane + at] = ((p >> 8) & 0xFF) / 127.5f - 1;
          pixels[2 * plane + at] = (p & 0xFF) / 127.5f - 1;
        }
      }
      NDArray array =
          context
              .getNDManager()
              .create(FloatBuffer.wrap(pixels), new Shape(1, 3, Letterbox.SIDE, Letterbox.SIDE));
      return new NDList(array);
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList list) {
      return list.singletonOrThrow().toFloatArray();
    }
  }

  @Override
  public String name() {
    return "DJL";
  }

  @Override
  public Image decode(byte[] jpeg) throws IOException {
    return ImageFactory.getInstance().fromInputStream(new ByteArrayInputStream(jpeg));
  }

  @Override
  public Image grey(AlphaMatte matte) {
    return ImageFactory.getInstance().fromImage(Java2d.grey(matte));
  }

  @Override
  public float[] alpha(Image photo) throws TranslateException {
    return predictor.predict(photo);
  }

  /** The network's alpha of a photo, of the photo's size. */
  private BufferedImage enlargedAlpha(Image photo) throws TranslateException {
    float[] alpha = alpha(photo);
    InputGeometry fit = Letterbox.of(photo.getWidth(), photo.getHeight());
    int width = fit.resizedWidth();
    int height = fit.resizedHeight();
    int[] levels = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        levels[y * width + x] = Math.round(alpha[y * Letterbox.SIDE + x] * 255);
      }
    }
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    small.getRaster().setPixels(0, 0, width, height, levels);
    return Java2d.scaled(small, photo.getWidth(), photo.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
  }

  @Override
  public AlphaMatte matte(Image photo) throws TranslateException {
    return Java2d.matte(enlargedAlpha(photo));
  }

  @Override
  public byte[] cutOut(byte[] jpeg, Optional<Image> replacement)
      throws TranslateException, IOException {
    Image decoded = decode(jpeg);
    BufferedImage made = enlargedAlpha(decoded);
    BufferedImage grey =
        replacement.map(matte -> (BufferedImage) matte.getWrappedImage()).orElse(made);
    int width = made.getWidth();
    int height = made.getHeight();
    int[] matte = grey.getRaster().getPixels(0, 0, width, height, (int[]) null);
    BufferedImage source = (BufferedImage) decoded.getWrappedImage();
    int[] pixels = source.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (matte[i] << 24) | (pixels[i] & 0xFFFFFF);
    }
    BufferedImage cutOut = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    cutOut.setRGB(0, 0, width, height, pixels, 0, width);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageFactory.getInstance().fromImage(cutOut).save(out, "png");
    return out.toByteArray();
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
