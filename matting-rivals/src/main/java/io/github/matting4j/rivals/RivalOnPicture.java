package io.github.matting4j.rivals;

import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.image.AlphaMatte;
import java.util.Optional;

/** A rival and the one picture it is measured on. */
final class RivalOnPicture<P> implements AutoCloseable {
  private final Rival<P> rival;
  private final byte[] jpeg;
  private final P photo;
  private final P matte;

  private RivalOnPicture(Rival<P> rival, BenchPicture picture) throws Exception {
    this.rival = rival;
    this.jpeg = picture.jpeg();
    this.photo = rival.decode(jpeg);
    this.matte = rival.grey(picture.matte());
  }

  static <P> RivalOnPicture<P> of(Rival<P> rival, BenchPicture picture) throws Exception {
    return new RivalOnPicture<>(rival, picture);
  }

  String name() {
    return rival.name();
  }

  /** See {@link Rival#alpha}. */
  Object alpha() throws Exception {
    return rival.alpha(photo);
  }

  /** See {@link Rival#matte}. */
  AlphaMatte matte() throws Exception {
    return rival.matte(photo);
  }

  /** From the JPEG's bytes to an RGBA PNG with the picture's matte. */
  byte[] jpegToCutOut() throws Exception {
    return rival.cutOut(jpeg, Optional.of(matte));
  }

  @Override
  public void close() throws Exception {
    rival.close();
  }
}
