package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** A real report in a real browser: what is on the screen, and what a click changes there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ReportInBrowserTest {
  private static final int PHOTOS = 15;

  @TempDir static Path folder;
  private ChromeDriver browser;
  private String page;

  @BeforeAll
  void makeReportAndStart() throws Exception {
    browser = Chromium.start(folder.resolve("profile"));
    Path results = folder.resolve("results");
    Cli.run(
            "evaluate",
            "--synthetic",
            "--max-side",
            "160",
            "--repeats",
            "1",
            "--model-folder",
            "no-such-folder",
            "-o",
            results.toString())
        .exits(0);
    page = results.resolve("report.html").toUri().toString();
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.quit();
    }
  }

  @BeforeEach
  void open() {
    browser.get(page);
  }

  @Test
  void aClickOnAHeadingSortsTheRowsAndShowsIt() throws Exception {
    WebElement heading = heading("SAD");
    assertThat(heading.getDomAttribute("aria-sort")).isEqualTo("none");
    List<Double> before = column("SAD");
    assertThat(before).hasSize(PHOTOS).isNotEqualTo(sorted(before));
    List<String> names = names();
    BufferedImage unsorted = screen();

    heading.findElement(By.tagName("button")).click();
    assertThat(heading.getDomAttribute("aria-sort")).isEqualTo("ascending");
    assertThat(column("SAD")).isEqualTo(sorted(before));
    assertThat(names()).isNotEqualTo(names).containsExactlyInAnyOrderElementsOf(names);
    assertThat(differingPixels(unsorted, screen())).isGreaterThan(1000);
    assertThat(status()).isEqualTo("Every photo with every model: by SAD, ascending");

    heading.findElement(By.tagName("button")).click();
    List<Double> descending = sorted(before);
    Collections.reverse(descending);
    assertThat(heading.getDomAttribute("aria-sort")).isEqualTo("descending");
    assertThat(column("SAD")).isEqualTo(descending);
  }

  @Test
  void theKeyboardSortsAsWellAndOneColumnAtATime() {
    heading("SAD").findElement(By.tagName("button")).sendKeys(Keys.ENTER);
    heading("Photo").findElement(By.tagName("button")).sendKeys(Keys.SPACE);
    assertThat(heading("SAD").getDomAttribute("aria-sort")).isEqualTo("none");
    assertThat(heading("Photo").getDomAttribute("aria-sort")).isEqualTo("ascending");
    assertThat(names()).isSorted().hasSize(PHOTOS);
    assertThat(status()).contains("by Photo, ascending");
  }

  @Test
  void everyPictureLoadsAndIsDescribed() {
    Object wrong =
        browser.executeAsyncScript(
            "const done = arguments[0];"
                + "Promise.all([...document.images].map(i => i.decode().then("
                + "() => i.naturalWidth > 0 && i.alt.length > 10 ? '' : i.alt,"
                + "() => 'undecodable ' + i.alt)))"
                + ".then(all => done(all.filter(name => name)))");
    assertThat((List<?>) wrong).isEmpty();
    // Photo, truth, matte, difference and cut-out of each at least, and the legend.
    assertThat(browser.findElements(By.tagName("img"))).hasSizeGreaterThan(5 * PHOTOS);
    for (String shows : List.of("the photo", "the true matte", "the cut-out by portrait-starter")) {
      assertThat(browser.findElements(By.cssSelector("figure img[alt$='" + shows + "']")))
          .hasSize(PHOTOS);
    }
  }

  @Test
  void aPhotoIsPaintedWhereItShouldBe() throws Exception {
    WebElement link = browser.findElement(By.linkText("straw-hat-seaside.png"));
    link.click();
    WebElement photo =
        browser.findElement(By.cssSelector("img[alt='straw-hat-seaside.png: the photo']"));
    BufferedImage painted = picture(photo.getScreenshotAs(OutputType.BYTES));
    assertThat(painted.getWidth()).isGreaterThan(80);
    long colours = painted.getRGB(2, 2) == painted.getRGB(2, painted.getHeight() - 3) ? 1 : 2;
    assertThat(colours).as("sky above, clothes or sand below").isEqualTo(2);
    assertThat(browser.findElement(By.cssSelector(".photo:target h3")).getText())
        .contains("straw-hat-seaside.png");
  }

  @Test
  void nothingIsFetchedAndNothingComplains() {
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    // The browser's own start page fetches from inside the browser; it is not ours.
    List<String> fetched =
        browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
            .map(entry -> entry.getMessage())
            .filter(message -> message.contains("Network.requestWillBeSent\""))
            .filter(message -> message.contains("\"documentURL\":\"file:"))
            .filter(message -> !message.contains("\"url\":\"data:"))
            .toList();
    assertThat(fetched).isNotEmpty().allMatch(message -> message.contains("\"url\":\"file:"));
    assertThat(fetched).noneMatch(message -> message.contains("\"url\":\"http"));
  }

  /** What an attacker would try, were the escaping to fail: the page's own policy stops it. */
  @Test
  void thePageRunsNoScriptButItsOwn() {
    browser.executeScript(
        "const s = document.createElement('script'); s.textContent = 'window.broken = 1';"
            + "document.body.append(s);"
            + "const d = document.createElement('div');"
            + "d.innerHTML = \"<img src=x onerror='window.broken = 1'>\"; document.body.append(d);");
    assertThat(browser.executeScript("return window.broken === undefined")).isEqualTo(true);
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
        .anySatisfy(entry -> assertThat(entry.getMessage()).contains("Content Security Policy"));
  }

  private WebElement heading(String title) {
    return browser.findElements(By.cssSelector("#rows thead th")).stream()
        .filter(cell -> cell.getText().startsWith(title))
        .findFirst()
        .orElseThrow();
  }

  private List<String> names() {
    return texts("return [...document.querySelectorAll('#rows tbody th')].map(c => c.innerText)");
  }

  private List<Double> column(String title) {
    return texts(
            "const i = [...document.querySelectorAll('#rows thead th')]"
                + ".findIndex(c => c.innerText.startsWith('"
                + title
                + "'));"
                + "return [...document.querySelectorAll('#rows tbody tr')]"
                + ".map(r => r.cells[i].innerText)")
        .stream()
        .map(Double::valueOf)
        .toList();
  }

  private List<String> texts(String script) {
    List<?> values = (List<?>) Objects.requireNonNull(browser.executeScript(script));
    return values.stream().map(Object::toString).toList();
  }

  private String status() {
    return Objects.requireNonNull(
            browser.executeScript("return document.getElementById('sorted').textContent"))
        .toString();
  }

  private static List<Double> sorted(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted;
  }

  private BufferedImage screen() throws Exception {
    return picture(browser.getScreenshotAs(OutputType.BYTES));
  }

  private static BufferedImage picture(byte[] png) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int differingPixels(BufferedImage a, BufferedImage b) {
    int count = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        count += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
      }
    }
    return count;
  }
}
