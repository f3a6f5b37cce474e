"""Measures networks on groups of the held-out photos, as groups.tsv sorts them by eye.

    python3 -m training.groups DATA groups.tsv portrait-starter.onnx --size 384

groups.tsv has a photo and its groups a line: the skin's tone in three classes (light, medium, dark; only where
everybody is of one class), child, glasses, hat, back, arms (raised or spread), seated, several, wheelchair. The photos
of bodies3.zip are sorted likewise in its list.tsv; rendered figures are grouped by what they were made of.
"""

import argparse
import csv
from pathlib import Path

import cv2
import torch

from . import evaluate, pictures

TONES = ((1 / 3, "light"), (2 / 3, "medium"), (1, "dark"))
HATS = ("cap", "beanie", "wide", "fedora", "scarf", "hood")
RAISED = ("up", "wave", "overhead", "v", "head")


def listed_groups(row):
    groups = [name for name in ("hat", "glasses", "wheelchair", "child", "back", "arms") if row[name] == "yes"]
    groups += [row["skin"]] if row["skin"] in ("light", "medium", "dark") else []
    return groups + {"groups": ["several"], "seated": ["seated"]}.get(row["group"], [])


def rendered_groups(row):
    worn = row["worn"].split()
    groups = [next(name for limit, name in TONES if float(row["tone"]) <= limit)]
    groups += ["child"] * (row["age"] == "child") + ["hat"] * any(w in HATS for w in worn)
    groups += ["glasses"] * ("glasses" in worn or "sunglasses" in worn) + ["back"] * (row["view"] == "back")
    groups += ["arms"] * any(arm in RAISED for arm in row["arms"].split())
    return groups + ["seated"] * row["pose"].startswith(("sit", "floor", "lotus", "long"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="folder of the packs")
    parser.add_argument("groups", type=Path)
    parser.add_argument("models", nargs="+", help="checkpoints (.pt) and ONNX files")
    parser.add_argument("--size", type=int, default=384, help="short side, in pixels")
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    with open(options.groups, encoding="utf-8") as file:
        groups = {row["name"]: row["groups"].split() for row in csv.DictReader(file, delimiter="\t")}
    pack = pictures.Pack(Path(options.data) / "bodies3.zip", "bodies3/")
    for row in pack.table("list.tsv"):
        groups[f"{pack.prefix}{row['folder']}/{row['name']}"] = listed_groups(row)
    for row in pictures.Pack(Path(options.data) / "rendered3.zip").table("list.tsv"):
        if row["name"].startswith("fig"):
            groups["rendered/" + row["name"]] = rendered_groups(row)
    held_out = pictures.read(options.data).held_out
    photos = [one for name, persons in held_out.items() if name not in ("cgi", "studio", "figures") for one in persons]
    for path in options.models:
        run = evaluate.runner(path)
        for kind, persons in (("photos", photos), ("figures", held_out["figures"])):
            results = evaluate.scores(run, persons, options.size)
            print(f"{path} at {options.size}, {kind}")
            for group in sorted({g for one in persons for g in groups.get(one.name, ())}):
                some = [r for one, r in zip(persons, results) if group in groups.get(one.name, ())]
                print("  " + evaluate.summary(group, some), flush=True)


if __name__ == "__main__":
    main()
