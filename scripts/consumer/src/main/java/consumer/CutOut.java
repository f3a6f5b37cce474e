package consumer;

import io.github.matting4j.Matting;
import java.io.IOException;
import java.nio.file.Path;

/** Cuts out one photo: {@code CutOut photo.jpg result.png}. */
public final class CutOut {
  private CutOut() {}

  public static void main(String[] args) throws IOException {
    Matting.cutOut(Path.of(args[0])).to(Path.of(args[1]));
  }
}
