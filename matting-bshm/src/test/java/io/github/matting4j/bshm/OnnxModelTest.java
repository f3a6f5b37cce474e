package io.github.matting4j.bshm;

import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testing.MattingModelContract;

class OnnxModelTest implements MattingModelContract {
  @Override
  public MattingModel open(OpenOptions options) {
    return TwinFiles.open(TwinFiles.tiny(".onnx"), TwinFiles.settings(), options);
  }
}
