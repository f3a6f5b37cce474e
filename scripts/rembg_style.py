#!/usr/bin/env python3
"""Times a cut-out as Python programs in the manner of rembg make it: Pillow, NumPy, ONNX Runtime.

    /usr/bin/python3 scripts/rembg_style.py --photo p.jpg --matte m.png --graph g.onnx
    /usr/bin/python3 scripts/rembg_style.py --photo p.jpg --matte m.png --no-network
    /usr/bin/python3 scripts/rembg_style.py --photo p.jpg --matte m.png --no-network --check out.png

From the JPEG's bytes to the bytes of an RGBA PNG: decode, resize to the network's size (Lanczos,
stretched), normalise, run, stretch the alpha to its own minimum and maximum, resize it to the
photo's size (Lanczos), cut out with a mask, write the PNG with Pillow's defaults. One thread.

The network has random weights, so once its alpha is complete it is thrown away and that of --matte
is cut out with instead: what a PNG costs depends on how much of it is background.

--no-network leaves the network out, and whatever needs its alpha takes noise. Everything else is
timed as ever, so that the two languages can be compared where ONNX Runtime for Python is absent.

Prints one JSON object: CPU time of the process in milliseconds, medians. --serve instead waits for
lines on standard input, makes one cut-out for each and answers with its CPU time in nanoseconds:
so matting-rivals measures it in turn with the others.

Exit codes: 0 done, 2 wrong arguments, 3 a Python module is missing.
"""

import argparse
import io
import json
import statistics
import sys
import time

MISSING_MODULE = 3
NETWORK_SIDE = 512  # where there is no graph to ask


def need(names):
    """Imports modules; says which are missing and exits if any is."""
    found, missing = [], []
    for name in names:
        try:
            found.append(__import__(name, fromlist=["*"]))
        except ImportError:
            missing.append(name)
    if missing:
        print(
            "rembg_style.py: %s has no module %s; Debian: apt-get install python3-numpy python3-pil;"
            " elsewhere: pip install numpy pillow onnxruntime"
            " (--no-network does without onnxruntime)" % (sys.executable, ", ".join(missing)),
            file=sys.stderr,
        )
        sys.exit(MISSING_MODULE)
    return found


class Chain:
    """One photo, one network, one thread."""

    def __init__(self, options):
        names = ["numpy", "PIL.Image"] + ([] if options.no_network else ["onnxruntime"])
        self.np, self.image, *engine = need(names)
        with open(options.photo, "rb") as file:
            self.jpeg = file.read()
        self.matte = self.image.open(options.matte).convert("L")
        self.session = None
        self.width = self.height = NETWORK_SIDE
        self.versions = {"numpy": self.np.__version__}
        self.versions["pillow"] = need(["PIL"])[0].__version__
        if engine:
            self.open(engine[0], options.graph)
        noise = self.np.random.RandomState(1)
        self.noise = noise.rand(1, 1, self.height, self.width).astype(self.np.float32)

    def open(self, engine, graph):
        settings = engine.SessionOptions()
        settings.intra_op_num_threads = 1
        settings.inter_op_num_threads = 1
        self.session = engine.InferenceSession(graph, settings, ["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0]
        self.height, self.width = self.input.shape[2:4]
        self.versions["onnxruntime"] = engine.__version__

    def tensor(self, photo):
        np = self.np
        small = photo.convert("RGB").resize((self.width, self.height), self.image.LANCZOS)
        values = np.array(small)
        values = values / max(np.max(values), 1e-6)
        values = (values - 0.5) / 0.5
        return np.expand_dims(values.transpose(2, 0, 1), 0).astype(np.float32)

    def alpha(self, tensor):
        if self.session is None:
            return self.noise
        return self.session.run(None, {self.input.name: tensor})[0]

    def mask(self, alpha, size):
        np = self.np
        plane = alpha[0, 0]
        low, high = np.min(plane), np.max(plane)
        plane = (plane - low) / (high - low)
        mask = self.image.fromarray((plane * 255).astype("uint8"), mode="L")
        return mask.resize(size, self.image.LANCZOS)

    def cut_out(self):
        """From the JPEG's bytes to the PNG's."""
        photo = self.image.open(io.BytesIO(self.jpeg))
        mask = self.mask(self.alpha(self.tensor(photo)), photo.size)
        assert mask.size == self.matte.size
        result = self.image.new("RGBA", photo.size, 0)
        result.paste(photo, None, self.matte)
        out = io.BytesIO()
        result.save(out, "PNG")
        return out.getvalue()


def nanos(chain):
    """CPU time of one cut-out, all threads of this process."""
    start = time.process_time_ns()
    chain.cut_out()
    return time.process_time_ns() - start


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--photo", required=True, help="a JPEG")
    parser.add_argument("--matte", required=True, help="a grey PNG of the photo's size")
    parser.add_argument("--graph", help="an ONNX file of fixed size")
    parser.add_argument("--no-network", action="store_true", help="time everything but the network")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--warm-up", type=int, default=3)
    parser.add_argument("--serve", action="store_true", help="one cut-out for each line of input")
    parser.add_argument("--check", metavar="PNG", help="write the cut-out there, too")
    options = parser.parse_args()
    if not options.no_network and not options.graph:
        parser.error("--graph or --no-network is needed")
    chain = Chain(options)
    if options.check:
        with open(options.check, "wb") as file:
            file.write(chain.cut_out())
    if options.serve:
        print(json.dumps(chain.versions), flush=True)
        for _ in sys.stdin:
            print(nanos(chain), flush=True)
        return
    for _ in range(options.warm_up):
        chain.cut_out()
    times = [nanos(chain) / 1e6 for _ in range(options.rounds)]
    result = {
        "chain": "JPEG to RGBA PNG" + (", all but the network" if options.no_network else ""),
        "ms": round(statistics.median(times), 1),
        "rounds": options.rounds,
        "bytes": len(chain.cut_out()),
        "versions": chain.versions,
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
