#!/usr/bin/env python3
"""Compares converted networks with Paddle's own results and prints a table.

    compare_conversion.py NETWORK RESULTS --open C.onnx [--fixed E.onnx] [--pir F.onnx]
                          [--pir-results RESULTS] [--cross RESULTS] [--paddle2onnx EXPORT_FOLDER SIZE]

RESULTS is a folder of run_reference.py. Columns, each the greatest and the mean difference of alpha:

    B-A   the Python network to Paddle Inference on the open export (A)
    C-A   the conversion of the open export, in ONNX Runtime, to A
    E-C   the conversion of the fixed export to that of the open one, at the same size
    F-A   the conversion of the export with Paddle 3 (PIR) to Paddle 3's inference (--pir-results)
    X-A   another version of Paddle on the same program (--cross, its results) to A
    D-A   Paddle2ONNX's file of the fixed export to A, at that export's size only

Where an argmax chooses between branches, rounding can turn the choice where two logits are all but
equal: the notes count the pixels that differ by more than 1e-3 and give the widest lead of the winning
logit among them, for C-A and, as the measure of what rounding does in Paddle itself, for B-A.
Extra outputs of C are compared with the stored logits of the same shape; where the logits that decide
are among them, the notes also tell how far C is from B at the pixels where both choose alike.
"""

import argparse
import glob
import os
import subprocess
import sys
import tempfile

import numpy as np
import onnxruntime

# Layer whose three logits an argmax decides on, by the beginning of the network's name.
DECIDERS = {"pp-matting": "scb.scb_stages.5.2", "human-matting": "decoder0_g.2"}


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def run(engine, image):
    return engine.run(None, {engine.get_inputs()[0].name: image})


def paddle2onnx(export, target):
    """Converts with Paddle2ONNX's own command."""
    program = "model.pdmodel" if os.path.exists(os.path.join(export, "model.pdmodel")) else "model.json"
    command = [sys.executable, "-c", "from paddle2onnx.command import main; main()", "--model_dir", export,
               "--model_filename", program, "--params_filename", "model.pdiparams", "--opset_version", "13",
               "--save_file", target]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if not os.path.exists(target):
        print("Paddle2ONNX wrote no file: " + done.stdout.strip()[-400:])
        return None
    # Some of its files end the process that loads them.
    load = "import onnxruntime, sys; onnxruntime.InferenceSession(sys.argv[1])"
    if subprocess.run([sys.executable, "-c", load, target], stderr=subprocess.DEVNULL).returncode:
        print("ONNX Runtime does not survive Paddle2ONNX's file")
        return None
    return target


def difference(one, other):
    gap = np.abs(one.astype("float64") - other)
    return f"{gap.max():.1e} {gap.mean():.1e}"


def flips(logits, one, other):
    """How many pixels differ by more than 1e-3, and the widest lead of the winning logit there."""
    top = np.sort(logits[0], axis=0)
    lead = top[-1] - top[-2]
    factor = one.shape[2] // lead.shape[0]
    lead = lead.repeat(factor, 0).repeat(factor, 1)
    differs = np.abs(one - other)[0, 0] > 1e-3
    return f"{int(differs.sum())} pixels, lead at most {lead[differs].max():.1e}" if differs.any() else "no pixel"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network")
    parser.add_argument("results")
    parser.add_argument("--open", required=True)
    parser.add_argument("--fixed")
    parser.add_argument("--pir")
    parser.add_argument("--pir-results", help="results of Paddle 3, default: RESULTS")
    parser.add_argument("--cross", help="results of another version of Paddle on the same program")
    parser.add_argument("--paddle2onnx", nargs=2, metavar=("EXPORT", "SIZE"))
    parser.add_argument("--only", help="a part of the names of the inputs to compare")
    arguments = parser.parse_args()
    engines = {"C": session(arguments.open)}
    if arguments.fixed:
        engines["E"] = session(arguments.fixed)
    if arguments.pir:
        engines["F"] = session(arguments.pir)
    if arguments.paddle2onnx:
        target = paddle2onnx(arguments.paddle2onnx[0], os.path.join(tempfile.mkdtemp(), "paddle2onnx.onnx"))
        if target:
            engines["D"] = session(target)
    decider = next((v for k, v in DECIDERS.items()
                    if arguments.network.startswith(k) and not arguments.network.startswith("pp-mattingv2")), None)
    files = glob.glob(os.path.join(arguments.results, "*-input.npy"))
    files.sort(key=lambda f: (np.load(f, mmap_mode="r").size, f))
    print(f"| {arguments.network} | B-A | C-A | E-C | F-A | X-A | D-A | notes |\n|---|---|---|---|---|---|---|---|")
    for file in files:
        stem = os.path.basename(file)[:-len("-input.npy")]
        if arguments.only and arguments.only not in stem:
            continue
        image = np.load(file)
        reference = np.load(file.replace("-input", "-inference"))
        python = file.replace("-input", "-dygraph")
        cells = {"B": difference(np.load(python), reference) if os.path.exists(python) else ""}
        outputs = run(engines["C"], image)
        converted = outputs[0]
        if converted.shape != reference.shape:
            raise SystemExit(f"{stem}: shape {converted.shape}, Paddle's is {reference.shape}")
        cells["C"] = difference(converted, reference)
        if "E" in engines:
            cells["E"] = difference(run(engines["E"], image)[0], converted)
        if "F" in engines:
            folder = arguments.pir_results or arguments.results
            newer = os.path.join(folder, stem + "-inference.npy")
            if os.path.exists(newer):
                cells["F"] = difference(run(engines["F"], image)[0], np.load(newer))
        if "D" in engines and stem.startswith(arguments.paddle2onnx[1] + "-"):
            cells["D"] = difference(run(engines["D"], image)[0], reference)
        if arguments.cross and os.path.exists(os.path.join(arguments.cross, stem + "-inference.npy")):
            cells["X"] = difference(np.load(os.path.join(arguments.cross, stem + "-inference.npy")), reference)
        notes = []
        for extra in outputs[1:]:
            for layer in glob.glob(file.replace("-input.npy", "-*.npy")):
                stored = np.load(layer, mmap_mode="r")
                name = os.path.basename(layer)[len(stem) + 1:-4]
                if name not in ("input", "inference", "dygraph") and stored.shape == extra.shape:
                    notes.append(f"{name} {np.abs(extra - stored).max() / np.abs(stored).max():.1e} relative;")
                    if name == decider and stored.shape[2:] == converted.shape[2:]:
                        alike = np.argmax(extra, 1) == np.argmax(stored, 1)
                        gap = np.abs(converted - np.load(python))[0][alike]
                        notes.append(f"C-B chooses alike at all but {int((~alike).sum())} pixels, there {gap.max():.1e};")
        if decider and os.path.exists(file.replace("-input", "-" + decider)):
            logits = np.load(file.replace("-input", "-" + decider))
            notes.append("differ by 1e-3: " + flips(logits, converted, reference))
            if os.path.exists(python):
                notes.append("B-A: " + flips(logits, np.load(python), reference))
        print(f"| {stem} | " + " | ".join(cells.get(k, "") for k in "BCEFXD") + f" | {' '.join(notes)} |", flush=True)


if __name__ == "__main__":
    main()
