package io.github.matting4j.model;

/**
 * A run was refused before it began: no slot was free within {@link
 * RunControl#slotTimeout(java.time.Duration)}, or {@link RunControl#maxWaiting(int)} callers waited
 * already. Try again later, or open the model for more callers.
 */
public final class ModelBusyException extends MattingException {
  private static final long serialVersionUID = 1L;

  /** Says what was wrong, what was found and what to do. */
  public ModelBusyException(String message) {
    super(message);
  }
}
