package io.github.matting4j.bench;

import ai.onnxruntime.OrtException;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.ForegroundEstimator;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.WriteOptions;
import io.github.matting4j.model.Device;
import io.github.matting4j.model.DeviceChoice;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.ppmatting.PpMattingProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * From photo to cut-out in memory, in the pieces that are compared: the bare engine, the matte of a
 * decoded photo, the chains from JPEG bytes to PNG bytes. One graph, one thread.
 *
 * <p>The matte that the network makes of its random weights is thrown away once it is complete, and
 * that of the {@link BenchPicture} is written or cut out with instead. Not thread-safe.
 */
final class Chain implements AutoCloseable {
  private static final int FIRST_BUFFER = 1 << 20;

  private final BenchPicture picture;
  private final byte[] jpeg;
  private final RawEngine raw;
  private final MattingModel model;

  /**
   * Opens the graph twice: bare, and as PP-MattingV2 of this library.
   *
   * @param graph of fixed size
   */
  Chain(Path graph, BenchPicture picture) throws IOException, OrtException {
    this.picture = picture;
    this.jpeg = picture.jpeg();
    this.raw = new RawEngine(graph);
    this.model =
        new PpMattingProvider()
            .open(
                "pp-mattingv2-512",
                OpenOptions.forThroughput()
                    .callers(1)
                    .device(DeviceChoice.demand(Device.CPU))
                    .modelFile(graph));
  }

  /** The engine alone. */
  float raw() throws OrtException {
    return raw.run();
  }

  /** The matte of the decoded photo. */
  AlphaMatte matte() {
    return model.matte(picture.photo());
  }

  /** The picture in the JPEG. */
  ArgbImage decode() throws IOException {
    return ImageFiles.read(jpeg, ReadOptions.defaults());
  }

  /** The matte as an 8-bit PNG. */
  byte[] encodeAlpha() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(FIRST_BUFFER);
    ImageFiles.writeAlpha8(picture.matte(), out, Rounding.NEAREST);
    return out.toByteArray();
  }

  /** The person cut out of {@code photo}, in the photo's colours, as an RGBA PNG. */
  byte[] encodeCutOut(ArgbImage photo) throws IOException {
    return encode(photo, Composer.cutOut().estimating(ForegroundEstimator.none()));
  }

  /** The person cut out of {@code photo}, with the person's own colours at soft edges. */
  byte[] encodeCleanCutOut(ArgbImage photo) throws IOException {
    return encode(photo, Composer.cutOut());
  }

  private byte[] encode(ArgbImage photo, Composer composer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(FIRST_BUFFER);
    ArgbImage cutOut = composer.compose(photo, picture.matte());
    ImageFiles.write(cutOut, out, OutputFormat.PNG, WriteOptions.defaults());
    return out.toByteArray();
  }

  /** From JPEG bytes to the bytes of an alpha PNG. */
  byte[] jpegToAlpha() throws IOException {
    model.matte(decode());
    return encodeAlpha();
  }

  /** From JPEG bytes to the bytes of an RGBA PNG. */
  byte[] jpegToCutOut() throws IOException {
    ArgbImage photo = decode();
    model.matte(photo);
    return encodeCutOut(photo);
  }

  /** As {@link #jpegToCutOut}, with the person's own colours at soft edges: the default. */
  byte[] jpegToCleanCutOut() throws IOException {
    ArgbImage photo = decode();
    model.matte(photo);
    return encodeCleanCutOut(photo);
  }

  @Override
  public void close() throws OrtException {
    model.close();
    raw.close();
  }
}
