package io.github.matting4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.runtime.NativeCopy.AdditionalLoader;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCopyTest {
  @TempDir Path root;

  @Test
  void aLibraryInARuntimeImageIsUnpacked() throws Exception {
    URL resource = Object.class.getResource("Object.class");
    assertThat(resource.getProtocol()).isEqualTo("jrt");
    List<Path> loaded = new ArrayList<>();
    Path folder =
        NativeCopy.load("engine", List.of(resource), root, AdditionalLoader.COPY, loaded::addAll);
    assertThat(folder).hasParent(root);
    assertThat(loaded).containsExactly(folder.resolve("Object.class"));
    try (InputStream in = resource.openStream()) {
      assertThat(Files.readAllBytes(loaded.get(0))).isEqualTo(in.readAllBytes());
    }
  }
}
