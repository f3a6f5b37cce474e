package io.github.matting4j.model;

import java.util.List;

/** A required device does not work here; the message names every reason found. */
public final class DeviceUnavailableException extends MattingException {
  private static final long serialVersionUID = 1L;

  private final String[] reasons;

  /** Says what was wrong, what was found and what to do. */
  public DeviceUnavailableException(String message) {
    super(message);
    this.reasons = new String[] {message};
  }

  /** The message is {@code what}, a colon and the reasons, each of which says what to do. */
  public DeviceUnavailableException(String what, List<String> reasons) {
    super(what + ": " + String.join("; ", reasons));
    this.reasons = reasons.toArray(String[]::new);
  }

  /** Why the device does not work: at least one sentence, without the name of the device. */
  public List<String> reasons() {
    return List.of(reasons);
  }
}
