package io.github.matting4j.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.Partitioner;
import scala.util.hashing.MurmurHash3$;

/**
 * Divides photos among tasks by their paths, so that neighbours in a folder, which may be of one
 * large size, are apart. The last tasks are small: the cores come to their ends together.
 */
final class TaskPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;
  private static final int MAX_PHOTOS = 32;
  private static final int MIN_PHOTOS = 4;
  private static final int MAX_TASKS = 50_000;

  /** A task takes this part of what is left per core. */
  private static final double PART = 0.5;

  private static final double RANGE = 1L << 32;

  /** Where the tasks end, as parts of all photos. */
  private final double[] ends;

  /**
   * For these photos.
   *
   * @param photos about how many there are, at least 1
   * @param cores how many tasks run at a time, at least 1
   */
  TaskPartitioner(long photos, int cores) {
    List<Double> ends = new ArrayList<>();
    double max = Math.max(MAX_PHOTOS, (double) photos / MAX_TASKS);
    double min = max / MAX_PHOTOS * MIN_PHOTOS;
    for (double done = 0; done < photos; ) {
      double left = photos - done;
      double task = Math.min(max, Math.max(min, PART * left / cores));
      done += Math.min(task, left);
      ends.add(done / photos);
    }
    this.ends = ends.stream().mapToDouble(end -> end).toArray();
  }

  @Override
  public int numPartitions() {
    return ends.length;
  }

  @Override
  public int getPartition(Object path) {
    double place =
        Integer.toUnsignedLong(MurmurHash3$.MODULE$.stringHash((String) path, 0)) / RANGE;
    int at = Arrays.binarySearch(ends, place);
    return Math.min(ends.length - 1, at < 0 ? -at - 1 : at + 1);
  }
}
