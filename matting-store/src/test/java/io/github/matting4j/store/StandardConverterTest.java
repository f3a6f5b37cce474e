package io.github.matting4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.store.unpack.Weights;
import io.github.matting4j.testdata.paddle.PaddleProgram;
import io.github.matting4j.testdata.paddle.PaddleProgram.Operator;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardConverterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"pp-humanmatting, 128", "pp-mattingv2-512, 32"})
  void theMultipleOfTheSidesIsTheCatalogues(String id, int multiple) throws Exception {
    new PaddleProgram(2_004_002)
        .feed("x", 1, 1, 128, 128)
        .value("y", PaddleProgram.FLOAT32, 1, 1, 128, 128)
        .add(new Operator("sigmoid").input("X", "x").output("Out", "y"))
        .fetch("y")
        .writeTo(folder);
    Weights weights =
        new Weights.Paddle(
            folder.resolve("model.pdmodel"), folder.resolve("model.pdiparams"), Optional.empty());
    WeightsConverter.Conversion conversion =
        new StandardConverter()
            .convert(ModelCatalogue.published().get(id), weights, folder.resolve("converted.onnx"));
    assertThat(conversion.changes())
        .contains("accepts any size whose sides are multiples of " + multiple);
  }
}
