package io.github.matting4j.model;

/**
 * No model can be used for what was asked. The message begins with the cause: a line for each
 * usable model that could not be opened, which are also the suppressed exceptions. The whole advice
 * follows: what was ruled out and why, what is missing and how to get it.
 */
public final class NoSuitableModelException extends MattingException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** Takes the whole advice as its text. */
  public NoSuitableModelException(String advice) {
    super(advice);
    this.reason = advice;
  }

  /**
   * Takes the cause and the advice.
   *
   * @param cause one line for each thing that went wrong
   * @param advice the lines of the advice, for the message after the cause
   */
  public NoSuitableModelException(String cause, String advice) {
    super(cause + "\n\n" + advice);
    this.reason = cause;
  }

  /** The message without the advice. */
  public String reason() {
    return reason;
  }
}
