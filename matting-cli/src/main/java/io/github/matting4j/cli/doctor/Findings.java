package io.github.matting4j.cli.doctor;

import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.cli.doctor.Finding.Status;
import java.util.ArrayList;
import java.util.List;

/** Collects the report; every text that is added loses what is private. Not thread-safe. */
final class Findings {
  private final PrivateText privacy;
  private final List<Finding> all = new ArrayList<>();
  private String section = "";

  Findings(PrivateText privacy) {
    this.privacy = privacy;
  }

  /** A group of lines. */
  interface Check {
    void run() throws Exception;
  }

  /** Runs a check whose lines are a section. One that fails is a line of it, and the next runs. */
  void section(String title, Check check) {
    section = title;
    try {
      check.run();
    } catch (Exception | LinkageError e) {
      problem("check", "failed: " + Trouble.of(e).text(), "report it with the output of --verbose");
    }
  }

  /** Adds a line that states something. */
  void ok(String name, String value) {
    add(name, Status.OK, value, "");
  }

  /** Adds a line that the user may want to know. */
  void note(String name, String value, String remedy) {
    add(name, Status.NOTE, value, remedy);
  }

  /** Adds a line about something that does not work. */
  void problem(String name, String value, String remedy) {
    add(name, Status.PROBLEM, value, remedy);
  }

  private void add(String name, Status status, String value, String remedy) {
    all.add(new Finding(section, name, status, privacy.of(value), privacy.of(remedy)));
  }

  List<Finding> all() {
    return List.copyOf(all);
  }

  long problems() {
    return all.stream().filter(finding -> finding.status() == Status.PROBLEM).count();
  }
}
