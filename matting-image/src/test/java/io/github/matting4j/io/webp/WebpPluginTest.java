package io.github.matting4j.io.webp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebpPluginTest {
  @Test
  void thePluginIsFoundByTheClassLoaderThatHasIt() {
    assertThat(WebpPlugin.isPresent()).isTrue();
    assertThat(WebpPlugin.find(ClassLoader.getPlatformClassLoader())).isEmpty();
  }

  @Test
  void withoutOneTheRefusalNamesWhatToAdd() {
    assertThat(WebpPlugin.missing())
        .hasMessageContainingAll("a WebP", "com.twelvemonkeys.imageio:imageio-webp", "convert");
  }
}
