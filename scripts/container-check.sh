#!/usr/bin/env bash
# Follows the steps of packaging/Dockerfile in a Debian system made by debootstrap, then runs the result as
# an unprivileged user on a root that is read-only, as 'docker run --read-only --tmpfs /tmp' does.
# Needs root, debootstrap and a Debian mirror; keeps the system in MATTING_CONTAINER, /var/tmp/matting-container by default.
# Argument: a photo (optional).
set -euo pipefail
top="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
root="${MATTING_CONTAINER:-/var/tmp/matting-container}" # outside the checkout, since it is a whole system
mkdir -p "$top/target"
. "$top/scripts/distribution.sh"
archive="$(distribution_archive "$top")"
dockerfile="$top/packaging/Dockerfile"
suite="$(sed -n 's/^FROM debian:\([a-z]*\)-slim.*/\1/p' "$dockerfile" | head -n 1)"
packages="$(sed -n 's/^ARG PACKAGES="\(.*\)"$/\1/p' "$dockerfile")"
if [ -z "$suite" ] || [ -z "$packages" ]; then echo "cannot read $dockerfile" >&2; exit 1; fi

in_root() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
bound=()
unmount() { for ((i = ${#bound[@]} - 1; i >= 0; i--)); do umount "${bound[$i]}" || umount -l "${bound[$i]}"; done; }
trap unmount EXIT

if [ ! -e "$root/.packages" ]; then
  rm -rf "$root"
  mkdir -p "$root"
  echo "== FROM debian:$suite, RUN apt-get install $packages"
  debootstrap --variant=minbase "$suite" "$root" >"$top/target/container.log" 2>&1
  mount -t proc proc "$root/proc" && bound+=("$root/proc")
  # shellcheck disable=SC2086 # a list of packages
  in_root DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages \
    >>"$top/target/container.log" 2>&1
  in_root useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin matting
  touch "$root/.packages"
else
  mount -t proc proc "$root/proc" && bound+=("$root/proc")
fi

echo "== COPY the distribution, RUN its first start as user 10001"
rm -rf "$root/opt/matting" "$root/var/lib/matting4j"
mkdir -p "$root/opt/matting"
tar -xzf "$archive" -C "$root/opt/matting" --strip-components=1 --no-same-owner
in_root install -d -o matting -g matting /var/lib/matting4j
first="$(sed -n 's/^RUN \(matting cutout .*\)$/\1/p' "$dockerfile")"
[ -n "$first" ] || { echo "$dockerfile has no first start" >&2; exit 1; }
chroot --userspec=10001:10001 "$root" /usr/bin/env -i PATH=/opt/matting/bin:/usr/bin:/bin LC_ALL=C.UTF-8 \
  MATTING4J_HOME=/var/lib/matting4j sh -c "$first"
du -sh "$root/var/lib/matting4j" "$root/opt/matting" | sed 's/^/   /'

echo "== the image read-only, a tmpfs on /tmp, user 10001"
image="$root-image"
mkdir -p "$image"
mount --bind "$root" "$image" && bound+=("$image")
mount -o remount,bind,ro "$image"
mount -t proc proc "$image/proc" && bound+=("$image/proc")
mount -t tmpfs -o size=256m,noexec,mode=1777 tmpfs "$image/tmp" && bound+=("$image/tmp")
mount -t tmpfs -o size=1m tmpfs "$image/dev" && bound+=("$image/dev")
for device in null zero random urandom; do
  touch "$image/dev/$device"
  mount --bind "/dev/$device" "$image/dev/$device" && bound+=("$image/dev/$device")
done
as_user() {
  chroot --userspec=10001:10001 "$image" /usr/bin/env -i PATH=/opt/matting/bin:/usr/bin:/bin \
    MATTING4J_HOME=/var/lib/matting4j LC_ALL=C.UTF-8 "$@"
}
failures=0
check() {
  echo "-- $1"
  shift
  if ! "$@"; then
    echo "   FAILED" >&2
    failures=$((failures + 1))
  fi
}
refused() { ! as_user sh -c "echo x > $1" 2>/dev/null; }
doctor() { as_user matting doctor --json >"$top/target/container-doctor.json" && ! grep -q '"status":"problem"' "$top/target/container-doctor.json"; }
version() { as_user matting --version; }
cut_out() {
  as_user matting cutout - -o - <"$1" >"$top/target/container-cutout.png" &&
    [ "$(head -c 8 "$top/target/container-cutout.png" | od -An -tx1 | tr -d ' ')" = 89504e470d0a1a0a ]
}
uses_archive() { grep -q '"archive of classes","status":"ok","value":"in use"' "$top/target/container-doctor.json"; }
check "matting --version" version
check "the root cannot be written" refused /opt/matting/x
check "nor the home" refused /var/lib/matting4j/x
check "matting doctor has no problem" doctor
check "the archive of classes of the image is used" uses_archive
photo="${1:-}"
if [ -n "$photo" ]; then check "matting cutout $photo" cut_out "$photo"; fi
echo "== $failures failed"
exit "$((failures > 0))"
