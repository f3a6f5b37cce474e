package io.github.matting4j.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.hardware.HardwareProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The real OSHI, held against what Linux writes. */
class OshiSourceTest {
  private static String find(String file, String pattern) throws Exception {
    assumeTrue(Files.isReadable(Path.of(file)), "needs " + file);
    Matcher line = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
    assumeTrue(line.find(), file + " does not tell");
    return line.group(1).trim();
  }

  @Test
  void agreesWithLinux() throws Exception {
    String cpu = find("/proc/cpuinfo", "(?m)^model name\\s*:(.+)$");
    long kibibytes = Long.parseLong(find("/proc/meminfo", "MemTotal:\\s+(\\d+) kB"));
    OshiSource oshi = new OshiSource();
    assertThat(oshi.cpu()).contains(cpu);
    assertThat(oshi.memoryBytes()).hasValue(kibibytes << 10);
  }

  @Test
  void onLinuxTheMachineIsTheSameWithoutIt() throws Exception {
    find("/proc/cpuinfo", "(?m)^model name\\s*:(.+)$");
    Hardware with = OshiSource.machine();
    assertThat(with.fingerprint()).isEqualTo(HardwareProbe.here().fingerprint());
  }
}
