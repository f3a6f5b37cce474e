# Sourced by scripts that need the distribution.

# Prints the path of the archive that Maven built in the checkout $1, without its add-ons; says how to build it if there is none.
distribution_archive() {
  local archive
  archive="$(find "$1/matting-dist/target" -maxdepth 1 -name 'matting-[0-9]*.tar.gz' \
    ! -name '*-video.tar.gz' ! -name '*-tensorflow.tar.gz' | head -n 1)"
  if [ -z "$archive" ]; then
    echo "there is no archive in matting-dist/target; run: mvn -Pdist -pl matting-dist -am -DskipTests package" >&2
    return 1
  fi
  printf '%s\n' "$archive"
}
