# Template of a Homebrew formula; VERSION, ADDRESS and SHA256 are filled in at a release.
class Matting < Formula
  desc "Cuts people out of photos: soft alpha mattes from published networks"
  homepage "ADDRESS"
  url "ADDRESS/releases/download/vVERSION/matting-VERSION.tar.gz"
  sha256 "SHA256"
  license "Apache-2.0"

  depends_on "openjdk@21"

  def install
    libexec.install Dir["*"]
    (bin/"matting").write_env_script libexec/"bin/matting", JAVA_HOME: Language::Java.java_home("21")
    bash_completion.install libexec/"share/completions/matting.bash" => "matting"
    man1.install Dir[libexec/"share/man/man1/*.1"]
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/matting --version")
    cp libexec/"docs/images/strip.jpg", testpath/"photo.jpg"
    system bin/"matting", "cutout", "photo.jpg", "-o", "cutout.png"
    assert_path_exists testpath/"cutout.png"
  end
end
