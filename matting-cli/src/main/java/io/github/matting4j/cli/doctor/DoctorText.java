package io.github.matting4j.cli.doctor;

import io.github.matting4j.cli.console.Count;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.doctor.Finding.Status;
import java.io.PrintWriter;
import java.util.List;

/** The report for people: sections of wrapped lines, then what to do. Stateless. */
final class DoctorText {
  private static final String INDENT = "  ";
  private static final int MIN_VALUE_COLUMNS = 30;

  private DoctorText() {}

  static void print(PrintWriter out, List<Finding> findings, int columns) {
    int names = findings.stream().mapToInt(finding -> finding.name().length()).max().orElse(0);
    String section = "";
    for (Finding finding : findings) {
      if (!finding.section().equals(section)) {
        if (!section.isEmpty()) {
          out.println();
        }
        section = finding.section();
        out.println(section);
      }
      String start = mark(finding.status()) + pad(Printable.line(finding.name()), names) + INDENT;
      wrap(out, start, Printable.line(finding.value()), columns);
      if (!finding.remedy().isEmpty()) {
        wrap(out, " ".repeat(start.length()), "-> " + Printable.line(finding.remedy()), columns);
      }
    }
    out.println();
    long problems = count(findings, Status.PROBLEM);
    long notes = count(findings, Status.NOTE);
    out.println(
        problems == 0
            ? "No problem found" + (notes == 0 ? "." : ", " + Count.of(notes, "note") + " (*).")
            : Count.of(problems, "problem") + " found (!), " + Count.of(notes, "note") + " (*).");
  }

  private static long count(List<Finding> findings, Status status) {
    return findings.stream().filter(finding -> finding.status() == status).count();
  }

  private static String mark(Status status) {
    return switch (status) {
      case OK -> "  ";
      case NOTE -> "* ";
      case PROBLEM -> "! ";
    };
  }

  private static String pad(String text, int length) {
    return text + " ".repeat(Math.max(0, length - text.length()));
  }

  /** Breaks between words only, so that paths can be copied. */
  private static void wrap(PrintWriter out, String start, String text, int columns) {
    int width = Math.max(MIN_VALUE_COLUMNS, columns - start.length());
    StringBuilder line = new StringBuilder(start);
    int used = 0;
    for (String word : text.split(" ", -1)) {
      if (used > 0 && used + 1 + word.length() > width) {
        out.println(line.toString().stripTrailing());
        line.setLength(0);
        line.append(" ".repeat(start.length()));
        used = 0;
      }
      line.append(used == 0 ? "" : " ").append(word);
      used += (used == 0 ? 0 : 1) + word.length();
    }
    out.println(line.toString().stripTrailing());
  }
}
