package io.github.matting4j.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.ModelRegistry;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testing.MattingModelContract;
import org.junit.jupiter.api.Test;

class StarterModelTest implements MattingModelContract {
  @Override
  public MattingModel open(OpenOptions options) {
    return new StarterProvider().open("portrait-starter", options);
  }

  @Test
  void isFoundByServiceLookupAndReady() {
    assertThat(ModelRegistry.discovered().list(OpenOptions.forLatency()))
        .filteredOn(line -> line.id().equals("portrait-starter"))
        .singleElement()
        .extracting(ModelStatus::availability)
        .matches(availability -> availability.isReady());
  }
}
