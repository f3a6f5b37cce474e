package io.github.matting4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramCheckTest {
  @Test
  void theArchivesOfEveryJavaAreRecognised() {
    assertThat(ProgramCheck.isArchived(List.of("-Xmx4g", "-XX:SharedArchiveFile=a b.jsa")))
        .isTrue();
    assertThat(ProgramCheck.isArchived(List.of("-XX:AOTCache=/home/a/classes-1.aot"))).isTrue();
    assertThat(ProgramCheck.isArchived(List.of("-Xmx4g", "-XX:TieredStopAtLevel=1"))).isFalse();
  }
}
