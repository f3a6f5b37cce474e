package io.github.matting4j.spark;

import io.github.matting4j.batch.cutout.ResultKind;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What tasks need to make results.
 *
 * @param id of this job, unique in the driver
 * @param model to open
 * @param settings of the results
 * @param kinds of results, in order
 * @param names of files; null if results are in the rows
 * @param timeoutMillis per photo; 0 for none
 * @param options SHA-256 of the fingerprint of the settings
 * @param suspects the folder that marks photos which may have ended an executor; null for none
 * @param hadoop how file systems are configured
 */
record CutOutJob(
    String id,
    ModelSource model,
    SettingsSupplier settings,
    List<ResultKind> kinds,
    @Nullable ResultNames names,
    long timeoutMillis,
    String options,
    @Nullable String suspects,
    Broadcast<SerializableConfiguration> hadoop)
    implements Serializable {}
