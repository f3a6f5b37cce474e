package io.github.matting4j.batch.manifest;

/**
 * What, apart from the photo, decides what results look like.
 *
 * @param modelId of the model's descriptor
 * @param modelSha256 of its weights
 * @param recipeSha256 of how the model prepares photos and makes alpha
 * @param options SHA-256 of the caller's fingerprint of everything else
 */
public record JobIdentity(
    String modelId, String modelSha256, String recipeSha256, String options) {}
