package io.github.matting4j.spark;

import io.github.matting4j.batch.FailureKind;
import io.github.matting4j.io.file.Sha256;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;

/**
 * Finds the photo that ends executors. In repeated attempts of a task, a photo is marked by an
 * empty file while it is processed. A mark that is found was left by a process that ended: its
 * photo is processed alone, under a second mark. If that is found too, the photo is skipped as
 * failed.
 */
final class Suspects {
  private final JobRunner runner;
  private final Path folder;

  Suspects(JobRunner runner, String folder) {
    this.runner = runner;
    this.folder = new Path(folder);
  }

  Row run(InputRow input) throws IOException, InterruptedException {
    String name = Sha256.of(input.path());
    Path seen = new Path(folder, name + ".seen");
    Path alone = new Path(folder, name + ".alone");
    ResultFiles files = runner.files();
    if (files.exists(alone)) {
      return runner.refused(
          input,
          FailureKind.UNEXPECTED,
          "the process ended twice while it processed this photo, the second time no other one; it"
              + " was skipped; to try it again, delete "
              + alone);
    }
    boolean suspected = files.exists(seen);
    files.mark(suspected ? alone : seen);
    Row row;
    try {
      row = runner.run(input, suspected);
    } finally {
      files.delete(alone);
      files.delete(seen);
    }
    return row;
  }
}
