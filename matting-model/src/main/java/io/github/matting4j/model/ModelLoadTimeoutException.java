package io.github.matting4j.model;

/** Opening a model took longer than {@link OpenOptions#openTimeout(java.time.Duration)} allows. */
public final class ModelLoadTimeoutException extends ModelLoadException {
  private static final long serialVersionUID = 1L;

  /** Says what was wrong, what was found and what to do. */
  public ModelLoadTimeoutException(String message) {
    super(message);
  }
}
