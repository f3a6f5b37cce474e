package io.github.matting4j.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Background.Fit;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.javacv.media.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompositionKeyTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 24;

  @TempDir Path folder;

  private String key(Background background, UnaryOperator<Composer> composing) throws IOException {
    Path input = folder.resolve("in.mp4");
    if (!Files.exists(input)) {
      Files.createFile(input);
    }
    VideoSettings settings = new VideoSettings();
    settings.content = Content.OPAQUE;
    settings.background = VideoBackground.of(background);
    settings.composing = composing;
    OutputPlan plan = OutputPlan.of(input, folder.resolve("out.mp4"), settings);
    return CompositionKey.of(plan, settings, WIDTH, HEIGHT);
  }

  private static Background picture(int pixel) {
    int[] pixels = new int[WIDTH * HEIGHT];
    Arrays.fill(pixels, 0xFF808080);
    pixels[7] = pixel;
    return Background.image(ArgbImage.adopt(WIDTH, HEIGHT, pixels), Fit.COVER);
  }

  @Test
  void keysDifferWhereCompositionsDiffer() throws Exception {
    UnaryOperator<Composer> plain = UnaryOperator.identity();
    assertThat(key(picture(0xFF808081), plain)).isEqualTo(key(picture(0xFF808081), plain));
    List<String> keys =
        List.of(
            key(picture(0xFF808081), plain),
            key(picture(0xFF818080), plain),
            key(picture(0xFF808081), Composer::inLinearLight),
            key(Background.blurred(4), plain),
            key(Background.blurred(8), plain),
            key(Background.colour(0x808080), plain));
    Set<String> different = new HashSet<>(keys);
    assertThat(different).hasSameSizeAs(keys).noneMatch(String::isEmpty);
  }
}
