package io.github.matting4j.batch;

/**
 * Why a photo failed.
 *
 * @param kind for programs
 * @param message for people
 */
public record PhotoFailure(FailureKind kind, String message) {}
