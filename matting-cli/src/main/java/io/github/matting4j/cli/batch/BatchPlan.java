package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.layout.BatchLayout;
import java.nio.file.Path;

/**
 * How a batch is going to run.
 *
 * @param model its id
 * @param layout callers and threads
 * @param results the folder of results
 * @param manifest the file that remembers
 */
record BatchPlan(String model, BatchLayout layout, Path results, Path manifest) {}
