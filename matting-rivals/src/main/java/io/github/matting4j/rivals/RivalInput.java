package io.github.matting4j.rivals;

import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.bench.fixture.KernelTasks;
import io.github.matting4j.onnx.FixedSize;
import io.github.matting4j.onnx.InputGeometry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The input of every rival.
 *
 * @param graph for pictures of {@link #SIDE}x{@link #SIDE}
 * @param picture photo and matte
 * @param pieces the photo's file
 * @param fit how a photo of this size is fitted to the network: shrunk and padded
 */
record RivalInput(Path graph, BenchPicture picture, KernelTasks pieces, InputGeometry fit) {
  /** Columns and rows that the network sees. */
  static final int SIDE = 512;

  static RivalInput of(Path graph, BenchPicture picture) throws IOException {
    FixedSize policy = new FixedSize(SIDE, SIDE, SIDE, List.of());
    return new RivalInput(
        graph,
        picture,
        new KernelTasks(picture, SIDE, SIDE),
        policy.fit(picture.photo().width(), picture.photo().height()));
  }

  /** The photo's file; not a copy. */
  byte[] jpeg() {
    return pieces.jpeg();
  }

  int width() {
    return fit.sourceWidth();
  }

  int height() {
    return fit.sourceHeight();
  }
}
