package io.github.matting4j.cli;

import io.github.matting4j.MattingModels;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.hardware.HardwareProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lists and advises, then prints every engine's library that the process has mapped. */
final class NoNativeCode {
  private NoNativeCode() {}

  public static void main(String[] arguments) throws IOException {
    MattingCriteria criteria =
        MattingCriteria.builder().hardware(HardwareProbe.here()).goal(Goal.FILM_QUALITY).build();
    System.out.println(MattingModels.list().size() + " models");
    System.out.println(MattingModels.advise(criteria).summary());
    if (arguments.length > 0) {
      MattingModels.select(criteria).close();
    }
    Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.contains("onnxruntime") || line.contains("tensorflow"))
        .filter(line -> line.contains(".so"))
        .forEach(line -> System.out.println("MAPPED " + line));
  }
}
