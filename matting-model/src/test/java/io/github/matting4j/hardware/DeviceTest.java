package io.github.matting4j.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
  @Test
  void theIndexIsRead() {
    assertThat(Device.parse("cuda")).isEqualTo(Device.cuda(0));
    assertThat(Device.parse("cuda:1")).isEqualTo(Device.cuda(1));
    assertThat(Device.parse(" CUDA:12 ")).isEqualTo(Device.cuda(12));
    assertThat(Device.parse("tensorrt:999")).isEqualTo(Device.tensorRt(999));
    assertThat(Device.parse("directml:2")).isEqualTo(Device.directMl(2));
    assertThat(Device.parse("cpu:0")).isEqualTo(Device.CPU);
    assertThat(Device.parse("coreml")).isEqualTo(Device.coreMl());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "coreml", "cuda:0", "cuda:7", "tensorrt:1", "directml:3"})
  void whatIsWrittenIsReadBack(String text) {
    assertThat(Device.parse(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "gpu", "cuda:", "cuda:-1", "cuda:1x", "cuda: 1", "cuda:1:2", "cuda:1000"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Device.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void processorAndCoreMlHaveOneDevice() {
    assertThatThrownBy(() -> Device.parse("cpu:1")).hasMessageContaining("index 1");
    assertThatThrownBy(() -> Device.parse("coreml:1")).hasMessageContaining("index 1");
    assertThatThrownBy(() -> Device.cuda(-1)).hasMessageContaining("index -1");
  }
}
