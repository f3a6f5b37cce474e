package io.github.matting4j.batch;

import java.io.IOException;

/**
 * What is done to one photo: read, matte, refine, write. Called by many workers at once, so it must
 * be thread-safe; a worker calls it for one photo after the other.
 *
 * <pre>{@code
 * PhotoStep step =
 *     work -> {
 *       ArgbImage photo = work.read();
 *       AlphaMatte matte = work.matte(photo).matte();
 *       ImageFiles.write(Composer.cutOut().compose(photo, matte), work.output("cutout"));
 *     };
 * }</pre>
 *
 * <p>It shall stop soon when its thread is interrupted, as everything in this library does: that is
 * how a photo's time limit works. It shall write files as wholes ({@link
 * io.github.matting4j.io.ImageFiles} does), so that a kill leaves no broken one.
 */
@FunctionalInterface
public interface PhotoStep {

  /**
   * Makes every output of the photo.
   *
   * @throws IOException if that failed; it becomes that photo's failure, like anything else thrown
   */
  void run(PhotoWork work) throws IOException;
}
