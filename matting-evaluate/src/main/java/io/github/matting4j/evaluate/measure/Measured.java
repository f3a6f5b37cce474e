package io.github.matting4j.evaluate.measure;

import io.github.matting4j.model.QualityFlag;
import io.github.matting4j.model.RunReport;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What was measured while a model ran on a photo.
 *
 * @param report of the last run
 * @param wallMillis median of the repeats, photo to refined matte, by the clock
 * @param cpuMillis median of the repeats, CPU time of all threads of the process
 * @param grownBytes peak of the resident memory during the runs, less what was resident before the
 *     model was opened; the Java heap is part of it
 * @param flags what is suspicious about the matte
 */
public record Measured(
    RunReport report,
    double wallMillis,
    double cpuMillis,
    OptionalLong grownBytes,
    Set<QualityFlag> flags) {}
