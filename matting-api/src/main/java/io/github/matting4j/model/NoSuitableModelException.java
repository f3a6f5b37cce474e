package io.github.matting4j.model;

/**
 * No model can be used for what was asked. The message is the whole advice: what was ruled out and
 * why, what is missing and how to get it. Where usable models could not be opened, it ends with
 * each one's reason, and those failures are its suppressed exceptions.
 */
public final class NoSuitableModelException extends MattingException {
  private static final long serialVersionUID = 1L;

  /** Takes the whole advice as its text. */
  public NoSuitableModelException(String advice) {
    super(advice);
  }
}
