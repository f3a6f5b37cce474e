"""What is compared: the tasks, and for each the command of every program that does it.

The first program of a task is this library's; the ratios are to it. A program names what it needs, so
that one that was not set up is left out with a reason.
"""

import dataclasses
import glob
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


@dataclasses.dataclass
class Program:
    """name: for the table. command: serves photos. once: one photo with the command line, where that is ours."""

    name: str
    command: list
    needs: list
    environment: dict = dataclasses.field(default_factory=dict)
    once: list = None


@dataclasses.dataclass
class Task:
    """known: what the third part of a request is, a file of the picture's folder. heavy: measured at 1080p only."""

    name: str
    programs: list
    known: str = None
    heavy: bool = False


def tasks(cache):
    """All tasks, with what setup.sh put into the folder."""
    models, home = os.path.join(cache, "models"), os.path.join(cache, "matting")
    isnet = os.path.join(models, "isnet_medium.onnx")
    letterboxed = os.path.join(models, "random-pp-mattingv2-512.onnx")
    node = os.path.join(cache, "node")
    paddleseg = os.path.join(cache, "PaddleSeg")
    launcher = os.path.join(ROOT, "matting")
    others = os.path.join(ROOT, "matting-rivals", "target", "lib", "*")
    # The class path that users have, and the one class that serves photos.
    jars = os.environ.get("RIVALS_CLASS_PATH") or os.pathsep.join(
        glob.glob(os.path.join(ROOT, "matting-rivals", "target", "lib", "matting-rivals-*.jar"))
        + [os.path.join(ROOT, "matting-cli", "target", "matting", "lib", "*")])
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
    ours_at = {"MATTING4J_HOME": home}

    def python(environment, script, *arguments):
        return [os.path.join(cache, environment, "bin", "python"), os.path.join(HERE, script), *arguments]

    def ours(name, task, model=None, needs=()):
        # The collector as docs/deployment.md and the launcher have it for one photo at a time.
        serve = [java, "-Xmx4g", "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-cp", jars,
                 "io.github.matting4j.rivals.OursProcess", task]
        once = None
        if model:
            serve.append(model)
            once = [launcher, "cutout", "{photo}", "-o", "{result}", "--background", "none", "--model", model,
                    "--threads", "1", "--quiet"]
            once += [] if task == "default" else ["--refine", "none", "--foreground", "raw"]
            once += ["--alpha", "{matte}"] if task == "both" else []
        return Program(name, serve, list(needs), ours_at, once)

    def paddle(network, model, title, heavy):
        seeded, export = os.path.join(models, network), os.path.join(models, network + "-export")
        converted = os.path.join(home, "models", model, "model.onnx")
        at = {"PADDLESEG": paddleseg}
        return Task(title, [
            ours("matting4j", "both", model, [converted]),
            Program("Paddle Inference, oneDNN", python("paddle", "paddle_inference_program.py", export),
                    [paddleseg, os.path.join(export, "deploy.yaml")], at),
            Program("PaddleSeg predict", python("paddle", "paddleseg_program.py", seeded, "{folder}"),
                    [paddleseg, os.path.join(seeded, "weights.pdparams")], at),
        ], heavy=heavy)

    def on_jvm(name, library, graph):
        # The same flags as ours.
        serve = [java, "-Xmx4g", "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-cp", others,
                 "io.github.matting4j.rivals.RivalProcess", library, graph]
        return Program(name, serve, [graph])

    def rembg(name, session, model, colours):
        command = python("rembg", "rembg_program.py", session, model, colours)
        return Program(name, command, [model], {"U2NET_HOME": models})

    def random_u2net(network, title, heavy):
        graph = os.path.join(models, network + ".onnx")
        return Task(title + ", random weights", [
            ours("matting4j", "plain", network, [graph]),
            rembg("rembg", "u2net_custom", graph, "plain"),
        ], heavy=heavy)

    def imgly(name, png):
        command = ["node", os.path.join(HERE, "imgly_program.mjs"), "medium", png]
        return Program(name, command, [os.path.join(node, "node_modules", "@imgly")], {"IMGLY_FOLDER": node})

    return [
        Task("IS-Net of IMG.LY", [
            ours("matting4j", "plain", "isnet-imgly-fp16", [isnet]),
            ours("matting4j, refined, clean edges", "default", "isnet-imgly-fp16", [isnet]),
            rembg("rembg", "dis_custom", isnet, "plain"),
            rembg("rembg, decontaminate", "dis_custom", isnet, "clean"),
            imgly("@imgly/background-removal-node, palette PNG", "palette"),
            imgly("@imgly/background-removal-node", "plain"),
        ], heavy=True),
        random_u2net("random-u2net", "U²-Net", True),
        random_u2net("random-u2netp", "U²-Net-p", False),
        Task("PP-MattingV2 at 512x512, random weights", [
            ours("matting4j", "plain", "random-pp-mattingv2-512", [letterboxed]),
            on_jvm("DJL", "djl", letterboxed),
            on_jvm("OpenCV DNN", "opencv", letterboxed),
            on_jvm("naive Java", "naive", letterboxed),
        ]),
        paddle("pp-mattingv2", "pp-mattingv2-512", "PP-MattingV2, seeded", False),
        paddle("pp-matting-w18", "pp-matting-512", "PP-Matting, seeded", True),
        Task("portraits, small networks", [
            ours("matting4j, portrait-starter", "plain", "portrait-starter"),
            ours("matting4j, portrait-starter, refined, clean edges", "default", "portrait-starter"),
            Program("MediaPipe, selfie segmenter", python("mediapipe", "mediapipe_program.py"), []),
        ]),
        Task("alpha of a trimap, closed form", [
            ours("matting4j", "solve"),
            Program("pymatting", python("rembg", "pymatting_program.py", "solve"), []),
        ], known="trimap.png", heavy=True),
        Task("clean colours of a matte", [
            ours("matting4j", "colours"),
            Program("pymatting", python("rembg", "pymatting_program.py", "colours"), []),
        ], known="matte.png"),
    ]


def missing(program):
    """Why a program cannot run, or None."""
    for path in [*program.needs, program.command[0]]:
        if os.path.isabs(path) and not os.path.exists(path):
            return "there is no " + path + "; scripts/rivals/setup.sh makes it, or says why not"
    return None


if __name__ == "__main__":
    for task in tasks(sys.argv[1]):
        for program in task.programs:
            print(task.name + ": " + program.name + ": " + (missing(program) or "ready"))
