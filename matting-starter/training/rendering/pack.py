"""Makes a training pack of rendered pictures, and sheets to look at.

    python3 pack.py RENDERED rendered3.zip --sheet sheet.png
    python3 pack.py RENDERED rendered3.zip --without bad.txt

In the pack, rendered/figNNN-KK.jpg has straight colour, carried on beyond the edge; rendered/figNNN-KK.png is the
alpha of the person; cover/figNNN-KK.png, where things are held or sat on, is the alpha of person and things; list.tsv
says what is in each picture.
"""

import argparse
import json
import zipfile
from pathlib import Path

import cv2
import numpy as np

LEAST_PERSON = 0.01  # of the picture; with less there is nothing to learn
SHEET_COLUMNS, SHEET_CELL, SHEET_ROWS = 10, 190, 10


def carried_on(colour, alpha):
    """Straight colour where alpha is 0 too: what a pyramid of ever smaller pictures knows of the place."""
    share = alpha.astype(np.float32) / 255
    levels = [(colour.astype(np.float32) * share[..., None], share)]
    while min(levels[-1][1].shape) > 2:
        half = tuple(max(1, side // 2) for side in levels[-1][1].shape[::-1])
        levels.append(tuple(cv2.resize(part, half, interpolation=cv2.INTER_AREA) for part in levels[-1]))
    filled = levels[-1][0] / np.maximum(levels[-1][1], 1e-4)[..., None]
    for mean, known in reversed(levels[:-1]):
        filled = cv2.resize(filled, known.shape[::-1], interpolation=cv2.INTER_LINEAR)
        filled = mean + filled * (1 - known[..., None])
    return np.clip(filled, 0, 255).astype(np.uint8)


def read(path):
    """Colour, alpha of the person, alpha of person and things or None."""
    picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    colour, cover = picture[..., :3], picture[..., 3]
    alone = path.with_name(path.stem + "-person.png")
    if not alone.exists():
        return carried_on(colour, cover), cover, None
    person = np.minimum(cv2.imread(str(alone), cv2.IMREAD_UNCHANGED)[..., 3], cover)
    return carried_on(colour, cover), person, cover


def encoded(image, kind, *options):
    return cv2.imencode(kind, image, list(options))[1].tobytes()


def cell(name, colour, alpha, cover):
    share = (alpha if cover is None else cover).astype(np.float32)[..., None] / 255
    shown = colour * share + np.array((0, 190, 0) if cover is None else (0, 150, 150)) * (1 - share)
    if cover is not None:
        shown *= 0.4 + 0.6 * alpha[..., None] / 255
    scale = SHEET_CELL / max(alpha.shape)
    shown = cv2.resize(shown, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    frame = np.full((SHEET_CELL, SHEET_CELL, 3), 60, np.uint8)
    frame[: shown.shape[0], : shown.shape[1]] = shown[:SHEET_CELL, :SHEET_CELL]
    cv2.putText(frame, name[3:], (3, SHEET_CELL - 4), cv2.FONT_HERSHEY_SIMPLEX, 0.36, (255, 255, 255))
    return frame


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rendered", type=Path)
    parser.add_argument("pack", type=Path)
    parser.add_argument("--without", type=Path, help="a file of names or name beginnings to leave out, one a line")
    parser.add_argument("--sheet", type=Path, help="a PNG file; its number is put before the ending")
    options = parser.parse_args()
    bad = tuple(options.without.read_text().split()) if options.without else ()
    facts, cells = [], []
    with zipfile.ZipFile(options.pack, "w") as pack:
        for path in sorted(options.rendered.glob("???[0-9]*.json")):
            name = path.stem
            if bad and name.startswith(bad):
                continue
            colour, alpha, cover = read(path.with_suffix(".png"))
            if (alpha > 127).mean() < LEAST_PERSON:
                continue
            folder = "arms" if name.startswith("arm") else "rendered"
            pack.writestr(f"{folder}/{name}.jpg", encoded(colour, ".jpg", cv2.IMWRITE_JPEG_QUALITY, 93))
            pack.writestr(f"{folder}/{name}.png", encoded(alpha, ".png"))
            if cover is not None:
                pack.writestr(f"cover/{name}.png", encoded(cover, ".png"))
            facts.append((name, json.loads(path.read_text())))
            if options.sheet:
                cells.append(cell(name, colour, alpha, cover))
        keys = sorted({key for _, fact in facts for key in fact} - {"seconds"})
        lines = ["\t".join(["name", *keys])]
        for name, fact in facts:
            values = [fact.get(key, "") for key in keys]
            lines.append("\t".join([name] + [" ".join(map(str, v)) if isinstance(v, list) else str(v) for v in values]))
        pack.writestr("list.tsv", "\n".join(lines) + "\n")
    print(len(facts), "pictures")
    size = SHEET_COLUMNS * SHEET_ROWS
    for first in range(0, len(cells), size):
        part = cells[first : first + size]
        part += [np.zeros_like(part[0])] * (-len(part) % SHEET_COLUMNS)
        rows = [np.hstack(part[i : i + SHEET_COLUMNS]) for i in range(0, len(part), SHEET_COLUMNS)]
        number = first // size
        cv2.imwrite(str(options.sheet.with_name(f"{options.sheet.stem}{number}.png")), np.vstack(rows))


if __name__ == "__main__":
    main()
