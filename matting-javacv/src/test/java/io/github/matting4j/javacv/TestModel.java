package io.github.matting4j.javacv;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.testing.RunReports;

/** A model that needs no engine; it has an identity and no descriptor. */
abstract class TestModel implements MattingModel {
  private final String id;

  TestModel(String id) {
    this.id = id;
  }

  /** A run of this model that gave this matte. */
  final MattingResult result(AlphaMatte matte) {
    return new MattingResult(matte, RunReports.of(id, matte.width(), matte.height()));
  }

  @Override
  public ModelDescriptor descriptor() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ModelIdentity identity() {
    return RunReports.identity(id);
  }

  @Override
  public void close() {}
}
