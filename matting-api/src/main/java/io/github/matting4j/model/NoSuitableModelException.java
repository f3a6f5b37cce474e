package io.github.matting4j.model;

/**
 * No model can be used for what was asked. The message is the whole advice: what was ruled out and
 * why, what is missing and how to get it.
 */
public final class NoSuitableModelException extends MattingException {
  private static final long serialVersionUID = 1L;

  /** Takes the whole advice as its text. */
  public NoSuitableModelException(String advice) {
    super(advice);
  }
}
