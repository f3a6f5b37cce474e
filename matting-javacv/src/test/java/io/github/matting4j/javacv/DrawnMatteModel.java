package io.github.matting4j.javacv;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.RunControl;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network of random weights whose mattes are discarded once they are complete; the frames get the
 * drawn ones instead, since what composing, filtering and encoding cost depends on the matte. For
 * one run from the first frame on.
 */
final class DrawnMatteModel extends TestModel {
  private final Optional<MattingModel> network;
  private final List<AlphaMatte> mattes;
  private final AtomicInteger frames = new AtomicInteger();

  /**
   * With these mattes.
   *
   * @param network not closed by this; empty: frames cost nothing
   * @param mattes of the frames, used forwards and backwards in turn
   */
  DrawnMatteModel(Optional<MattingModel> network, List<AlphaMatte> mattes) {
    super("drawn");
    this.network = network;
    this.mattes = mattes;
  }

  /** The element that frame {@code index} shows of {@code count} that go forwards and backwards. */
  static int turn(int index, int count) {
    int phase = index % (2 * count);
    return phase < count ? phase : 2 * count - 1 - phase;
  }

  @Override
  public MattingResult run(ArgbImage photo) {
    return run(photo, RunControl.unlimited());
  }

  @Override
  public MattingResult run(ArgbImage photo, RunControl control) {
    // Before the network: frames that are in it at once begin in their order.
    AlphaMatte matte = mattes.get(turn(frames.getAndIncrement(), mattes.size()));
    network.ifPresent(model -> model.run(photo, control));
    return result(matte);
  }

  @Override
  public ModelLoad load() {
    return network.map(MattingModel::load).orElse(ModelLoad.NOT_COUNTED);
  }
}
