package io.github.matting4j.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.advise.rules.Rule;
import io.github.matting4j.advise.rules.Step;
import io.github.matting4j.criteria.MattingCriteria;
import java.util.List;
import org.junit.jupiter.api.Test;

class MattingAdvisorTest {
  private static final MattingAdvisor STANDARD = MattingAdvisor.standard();

  private static Rule rule(String id, String reason) {
    return Rule.of(id, Step.BUSINESS).because(reason).source("a test", "2026-11-28");
  }

  @Test
  void aRuleIsAddedLast() {
    List<Rule> rules = STANDARD.with(rule("house.new", "x")).rules();
    assertThat(rules).hasSize(STANDARD.rules().size() + 1);
    assertThat(rules.get(rules.size() - 1).id()).isEqualTo("house.new");
    assertThat(STANDARD.rules()).isNotEmpty().noneMatch(rule -> rule.id().equals("house.new"));
  }

  @Test
  void aRuleOfTheSameIdIsRefusedAndTheFirstOneCanBeReplaced() {
    String first = STANDARD.rules().get(0).id();
    assertThatThrownBy(() -> STANDARD.with(rule(first, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(first, "override");
    List<Rule> changed = STANDARD.override(rule(first, "mine")).rules();
    assertThat(changed).hasSameSizeAs(STANDARD.rules());
    assertThat(changed.get(0).because()).isEqualTo("mine");
  }

  @Test
  void aRuleIsLeftOut() {
    String last = STANDARD.rules().get(STANDARD.rules().size() - 1).id();
    assertThat(STANDARD.without(last).rules()).hasSize(STANDARD.rules().size() - 1);
    assertThatThrownBy(() -> STANDARD.without("no.such"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("no.such", last);
  }

  @Test
  void whatIsNotKnownOfTheMachineIsAsked() {
    Recommendation advice = STANDARD.advise(MattingCriteria.builder().build());
    assertThat(advice.missingInputs()).isNotEmpty();
  }
}
