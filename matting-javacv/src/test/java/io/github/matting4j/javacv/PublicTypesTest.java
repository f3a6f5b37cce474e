package io.github.matting4j.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ModuleStructure;
import io.github.matting4j.testing.PublicTypes;
import io.github.matting4j.testing.PublicTypes.Group;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What programs with videos see. */
class PublicTypesTest {
  private static final List<Group> LISTED = PublicTypes.listed(PublicTypesTest.class);

  @Test
  void onlyTheListedTypesArePublic() {
    assertThat(PublicTypes.exported(ModuleStructure.of(VideoMatting.class)))
        .isEqualTo(PublicTypes.all(LISTED));
  }

  @Test
  void theListSaysHowManyThereAre() {
    assertThat(LISTED).isNotEmpty().allMatch(group -> group.size() == group.count());
  }
}
