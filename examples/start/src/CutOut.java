import io.github.matting4j.Matting;
import java.nio.file.Path;

/** A program of one call, whose start is measured: {@code CutOut PHOTO RESULT}. */
public final class CutOut {
  private CutOut() {}

  public static void main(String[] arguments) throws Exception {
    Matting.cutOut(Path.of(arguments[0])).to(Path.of(arguments[1]));
  }
}
