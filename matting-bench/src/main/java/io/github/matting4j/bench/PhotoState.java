package io.github.matting4j.bench;

import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.bench.fixture.KernelTasks;
import java.io.IOException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The photo of a benchmark without a network, and what is done with it for one of 512x512. */
@State(Scope.Thread)
public class PhotoState {
  private static final int NETWORK = 512;

  /** Columns and rows of the photo. */
  @Param({"640x360", "1920x1080", "4000x3000"})
  public String size = "";

  /** A photo that is scaled to that size; {@code drawn} for one made by formula. */
  @Param(BenchPicture.DRAWN)
  public String photo = "";

  @SuppressWarnings("NullAway.Init") // JMH calls make() first
  KernelTasks pieces;

  /** Makes the photo. */
  @Setup(Level.Trial)
  public void make() throws IOException {
    pieces = new KernelTasks(BenchPicture.of(photo, size), NETWORK, NETWORK);
  }
}
