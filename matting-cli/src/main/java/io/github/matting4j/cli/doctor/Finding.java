package io.github.matting4j.cli.doctor;

/**
 * One line of the report.
 *
 * @param section the group it is shown in
 * @param name of the thing, unique in its section
 * @param status whether it is as it should be
 * @param value what was found
 * @param remedy what to do about it; empty if nothing
 */
record Finding(String section, String name, Status status, String value, String remedy) {

  /** Whether a thing is as it should be. */
  enum Status {
    /** It works, or is only stated. */
    OK,
    /** Something that a user may want to know or to change. */
    NOTE,
    /** Something that does not work and should. */
    PROBLEM
  }
}
