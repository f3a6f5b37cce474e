"""Renders random people with exact soft alpha in Blender 3.4 (Cycles, on the CPU).

    blender -b --factory-startup -P render.py -- ASSETS OUT --first 0 --figures 300 --poses 4

ASSETS holds makehuman/data of github.com/makehumancommunity/makehuman and base of .../makehuman-assets (both CC0).
OUT receives, for figure NNN and pose KK, figNNN-KK.png (straight colour and alpha of person and things),
figNNN-KK-person.png where things are in the picture (white, alpha of the person alone, things cut out of it), and
figNNN-KK.json. A picture depends on the seed, the mix, its figure and its pose; those that exist are left as they are.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import bpy
import numpy as np
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector

sys.path.insert(0, str(Path(__file__).resolve().parent))

from assets import Assets, turn  # noqa: E402
from figure import Figure  # noqa: E402
from poses import MIXES, Pose, choice  # noqa: E402

FRAMES = {"full": 0.4, "three": 0.2, "half": 0.24, "bust": 0.14, "small": 0.02}
SHORT_SIDE = 320


def to_blender(v):
    """Y up to Z up."""
    v = np.asarray(v)
    return np.stack([v[..., 0], -v[..., 2], v[..., 1]], -1)


class Stage:
    def __init__(self, assets, samples, threads):
        bpy.ops.wm.read_factory_settings(use_empty=True)
        bpy.ops.preferences.addon_enable(module="cycles")
        self.scene = scene = bpy.context.scene
        scene.render.engine = "CYCLES"
        cycles = scene.cycles
        cycles.device, cycles.samples, cycles.use_adaptive_sampling = "CPU", samples, False
        cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 2, 1, 1
        self.samples = samples
        try:
            cycles.use_denoising, cycles.denoiser, cycles.denoising_prefilter = True, "OPENIMAGEDENOISE", "FAST"
        except TypeError:  # Debian's Blender is built without it
            cycles.use_denoising = False
        scene.render.film_transparent = True
        scene.render.threads_mode, scene.render.threads = "FIXED", threads
        scene.render.image_settings.file_format = "PNG"
        scene.render.image_settings.color_mode = "RGBA"
        scene.world = bpy.data.worlds.new("world")
        scene.world.use_nodes = True
        self.camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
        scene.collection.objects.link(self.camera)
        scene.camera = self.camera
        self.eye = bpy.data.images.load(str(assets.data / "eyes/materials/brown_eye.png"))

    def clear(self):
        for thing in list(self.scene.collection.objects):
            if thing != self.camera:
                bpy.data.objects.remove(thing)
        for store in (bpy.data.meshes, bpy.data.materials, bpy.data.lights):
            for thing in list(store):
                store.remove(thing)

    # Meshes and materials.

    def add(self, part, rng):
        mesh = bpy.data.meshes.new(part.name)
        mesh.from_pydata(to_blender(part.vertices).tolist(), [], part.faces)
        mesh.polygons.foreach_set("use_smooth", np.full(len(part.faces), part.kind != "hard"))
        if part.uv is not None:
            corners = np.fromiter((i for face in part.uv_faces for i in face), np.int32)
            mesh.uv_layers.new(name="UV").data.foreach_set("uv", np.asarray(part.uv, np.float32)[corners].ravel())
        colours = np.concatenate([part.colour, np.ones((len(part.colour), 1))], 1).astype(np.float32)
        mesh.color_attributes.new("Col", "FLOAT_COLOR", "POINT").data.foreach_set("color", colours.ravel())
        mesh.update()
        thing = bpy.data.objects.new(part.name, mesh)
        self.scene.collection.objects.link(thing)
        mesh.materials.append(self._material(part, rng))
        if part.rounded:
            more = thing.modifiers.new("rounded", "SUBSURF")
            more.levels = more.render_levels = 1
        thing["belongs"] = part.belongs
        return thing

    def add_strands(self, points, width, colour, rng, towards):
        """Ribbons that face the camera."""
        count, length, _ = points.shape
        along = np.gradient(points, axis=1)
        aside = np.cross(along, towards)
        aside /= np.linalg.norm(aside, axis=2, keepdims=True) + 1e-9
        widths = width * np.linspace(1, 0.2, length)[None, :, None] * rng.uniform(0.5, 1.2, (count, 1, 1))
        vertices = np.stack([points - aside * widths, points + aside * widths], 2).reshape(-1, 3)
        first = (np.arange(count)[:, None] * length + np.arange(length - 1)[None]).ravel() * 2
        faces = np.stack([first, first + 1, first + 3, first + 2], 1)
        mesh = bpy.data.meshes.new("hair")
        mesh.from_pydata(to_blender(vertices).tolist(), [], faces.tolist())
        tints = np.repeat(colour[None] * rng.uniform(0.65, 1.35, (count, 1)), length * 2, 0)
        colours = np.concatenate([tints, np.ones((len(tints), 1))], 1).astype(np.float32)
        mesh.color_attributes.new("Col", "FLOAT_COLOR", "POINT").data.foreach_set("color", colours.ravel())
        mesh.update()
        thing = bpy.data.objects.new("hair", mesh)
        thing["belongs"] = True
        self.scene.collection.objects.link(thing)
        mesh.materials.append(self._material(argparse.Namespace(kind="hair", pattern=False, uv=None), rng))

    def _material(self, part, rng):
        material = bpy.data.materials.new(part.kind)
        material.use_nodes = True
        nodes, link = material.node_tree.nodes, material.node_tree.links.new
        surface = nodes["Principled BSDF"]
        if part.kind == "eye":
            image = nodes.new("ShaderNodeTexImage")
            image.image = self.eye
            link(image.outputs[0], surface.inputs["Base Color"])
            surface.inputs["Roughness"].default_value = 0.1
            return material
        vertex = nodes.new("ShaderNodeVertexColor")
        vertex.layer_name = "Col"
        place = nodes.new("ShaderNodeTexCoord")
        colour = self._blotched(nodes, link, vertex.outputs["Color"], place, part.kind, rng)
        if part.pattern and rng.random() < 0.42:
            colour = self._patterned(nodes, link, colour, place, part.uv is not None, rng)
        link(colour, surface.inputs["Base Color"])
        rough = {"skin": (0.4, 0.65), "cloth": (0.55, 0.95), "hair": (0.4, 0.55), "hard": (0.15, 0.8)}[part.kind]
        shine = {"skin": (0.25, 0.4), "cloth": (0.05, 0.4), "hair": (0.3, 0.5), "hard": (0.2, 0.6)}[part.kind]
        surface.inputs["Roughness"].default_value = rng.uniform(*rough)
        surface.inputs["Specular"].default_value = rng.uniform(*shine)
        if part.kind == "cloth":
            self._creased(nodes, link, surface, place, rng)
        return material

    @staticmethod
    def _ramp(nodes, low, high, first, last):
        ramp = nodes.new("ShaderNodeValToRGB")
        for element, position, value in zip(ramp.color_ramp.elements, (low, high), (first, last)):
            element.position, element.color = position, (*value, 1)
        return ramp

    def _mixed(self, nodes, link, kind, share, first, second):
        mix = nodes.new("ShaderNodeMixRGB")
        mix.blend_type = kind
        if isinstance(share, float):
            mix.inputs[0].default_value = share
        else:
            link(share, mix.inputs[0])
        link(first, mix.inputs[1])
        if hasattr(second, "is_output"):
            link(second, mix.inputs[2])
        else:
            mix.inputs[2].default_value = (*second, 1)
        return mix.outputs[0]

    def _blotched(self, nodes, link, colour, place, kind, rng):
        noise = nodes.new("ShaderNodeTexNoise")
        noise.inputs["Scale"].default_value = {"cloth": rng.uniform(0.5, 6), "skin": 3.0, "hair": 2.0, "hard": rng.uniform(0.3, 4)}[kind]
        noise.inputs["Detail"].default_value = 4
        link(place.outputs["Object"], noise.inputs["Vector"])
        low = rng.uniform(0.6, 0.9) if kind != "skin" else 0.85
        ramp = self._ramp(nodes, 0.3, 0.7, (low,) * 3, (1, 1, 1))
        link(noise.outputs["Fac"], ramp.inputs[0])
        return self._mixed(nodes, link, "MULTIPLY", 0.8, colour, ramp.outputs[0])

    def _patterned(self, nodes, link, colour, place, has_uv, rng):
        kind = rng.choice(["stripes", "checks", "spots", "flowers", "print"])
        node = {"stripes": "ShaderNodeTexWave", "checks": "ShaderNodeTexChecker", "spots": "ShaderNodeTexVoronoi",
                "flowers": "ShaderNodeTexVoronoi", "print": "ShaderNodeTexNoise"}[kind]  # fmt: skip
        pattern = nodes.new(node)
        on_cloth = has_uv and kind in ("checks", "spots")
        link(place.outputs["UV" if on_cloth else "Object"], pattern.inputs["Vector"])
        if kind == "stripes":
            pattern.bands_direction = str(rng.choice(["X", "Z", "DIAGONAL"]))
            pattern.inputs["Scale"].default_value = rng.uniform(0.3, 2.5)
            out, low, high = pattern.outputs["Fac"], 0.45, 0.5
        elif kind == "checks":
            pattern.inputs["Scale"].default_value = rng.uniform(12, 60) if on_cloth else rng.uniform(0.6, 3)
            out, low, high = pattern.outputs["Fac"], 0.4, 0.6
        elif kind in ("spots", "flowers"):
            pattern.inputs["Scale"].default_value = rng.uniform(15, 60) if on_cloth else rng.uniform(0.8, 3)
            out, low, high = pattern.outputs["Distance"], rng.uniform(0.2, 0.45), rng.uniform(0.46, 0.6)
        else:
            pattern.inputs["Scale"].default_value = rng.uniform(0.4, 2)
            pattern.inputs["Distortion"].default_value = rng.uniform(0, 3)
            out, low, high = pattern.outputs["Fac"], 0.47, 0.53
        ramp = self._ramp(nodes, low, high, (0, 0, 0), (rng.uniform(0.5, 1),) * 3)
        link(out, ramp.inputs[0])
        if kind == "flowers":
            return self._mixed(nodes, link, "MIX", ramp.outputs[0], colour, pattern.outputs["Color"])
        return self._mixed(nodes, link, "MIX", ramp.outputs[0], colour, tuple(rng.random(3) ** 2))

    @staticmethod
    def _creased(nodes, link, surface, place, rng):
        noise, bump = nodes.new("ShaderNodeTexNoise"), nodes.new("ShaderNodeBump")
        noise.inputs["Scale"].default_value, noise.inputs["Detail"].default_value = rng.uniform(0.4, 1.5), 3
        noise.inputs["Distortion"].default_value = 1.5
        bump.inputs["Strength"].default_value, bump.inputs["Distance"].default_value = rng.uniform(0.2, 0.6), 0.25
        link(place.outputs["Object"], noise.inputs["Vector"])
        link(noise.outputs["Fac"], bump.inputs["Height"])
        link(bump.outputs[0], surface.inputs["Normal"])

    # Camera and light.

    def aim(self, points, crown, rng, kinds=FRAMES):
        """Frames the points of a person whose head ends at the height crown; returns the kind of frame."""
        low, high = points.min(0), points.max(0)
        kind = choice(rng, kinds)
        tall = high[1] - low[1]
        body = crown - low[1]
        if tall < 9 and kind in ("half", "bust"):
            kind = "full"  # somebody sits on the ground or bends
        bottom = {
            "full": low[1] - rng.uniform(0.02, 0.2) * tall, "three": low[1] + 0.27 * body, "half": low[1] + 0.48 * body,
            "bust": low[1] + 0.68 * body, "small": low[1] - rng.uniform(0.2, 0.8) * tall,
        }[kind]  # fmt: skip
        top = high[1] + rng.uniform(0.02, 0.18) * (high[1] - bottom)
        shape = rng.choice([0.67, 0.75, 1, 1.33, 1.5], p=[0.27, 0.27, 0.2, 0.16, 0.1])
        if kind == "full":  # as wide as needed, so that the person is large
            shape = float(np.clip(1.1 * (high[0] - low[0]) / (top - bottom), 0.5, 1.6))
        seen = points[points[:, 1] > bottom]
        x = (seen[:, 0].min() + seen[:, 0].max()) / 2 + rng.normal() * 0.08 * (top - bottom)
        height = top - bottom
        if kind in ("full", "small"):
            height = max(height, (high[0] - low[0]) * 1.05 / shape)
        target = np.array([x, (bottom + top) / 2, points[:, 2].mean()])
        lens = rng.uniform(26, 90)
        distance = height * lens / 24
        elevation = rng.normal() * 0.13 if rng.random() < 0.85 else rng.uniform(-0.35, 0.6)
        towards = np.array([0, np.sin(elevation), np.cos(elevation)])
        camera = self.camera
        camera.data.lens, camera.data.sensor_fit, camera.data.sensor_height = lens, "VERTICAL", 24
        camera.data.clip_end = 5000
        camera.location = Vector(to_blender(target + distance * towards))
        camera.rotation_euler = Vector(to_blender(-towards)).to_track_quat("-Z", "Y").to_euler()
        camera.rotation_euler.rotate_axis("Z", rng.normal() * 0.05)
        field = camera.data.dof
        field.use_dof = bool(rng.random() < 0.35)
        field.focus_distance = distance * rng.uniform(0.93, 1.06)
        # A blur of 1 to 4 thousandths of the height for what is a tenth of the distance off.
        field.aperture_fstop = lens / 1000 / (rng.uniform(0.01, 0.04) * height / 1000 * 10) * 0.1
        self.scene.render.resolution_x = int(SHORT_SIDE * max(1, shape)) // 8 * 8
        self.scene.render.resolution_y = int(SHORT_SIDE * max(1, 1 / shape)) // 8 * 8
        self.target = target
        return kind, towards

    def seen_at(self, point):
        """Where the point is in the picture, from left and from above, 0 to 1."""
        x, y, _ = world_to_camera_view(self.scene, self.camera, Vector(to_blender(point)))
        return [round(x, 4), round(1 - y, 4)]

    def light(self, rng):
        tree = self.scene.world.node_tree
        tree.nodes.clear()
        out, background = tree.nodes.new("ShaderNodeOutputWorld"), tree.nodes.new("ShaderNodeBackground")
        place, ramp, split = (tree.nodes.new(f"ShaderNode{n}") for n in ("TexCoord", "ValToRGB", "SeparateXYZ"))
        link = tree.links.new
        link(place.outputs["Generated"], split.inputs[0])
        # Light from above, from a side or from all around.
        link(split.outputs[str(rng.choice(["X", "Y", "Z"], p=[0.25, 0.2, 0.55]))], ramp.inputs[0])
        for element in ramp.color_ramp.elements:
            element.color = (*np.clip((1 + rng.normal(size=3) * 0.13) * rng.uniform(0.35, 1.3), 0.05, 2), 1)
        link(ramp.outputs[0], background.inputs[0])
        background.inputs[1].default_value = rng.uniform(0.25, 1.0)
        link(background.outputs[0], out.inputs[0])
        for number in range(rng.integers(1, 4)):
            kind = str(rng.choice(["SUN", "AREA"]))
            lamp = bpy.data.lights.new("lamp", kind)
            thing = bpy.data.objects.new("lamp", lamp)
            self.scene.collection.objects.link(thing)
            around, up = rng.uniform(0, 2 * np.pi) if number else rng.normal() * 0.9, rng.uniform(0.05, 1.35)
            direction = np.array([np.sin(around) * np.cos(up), np.sin(up), np.cos(around) * np.cos(up)])
            warm = rng.normal() * 0.16
            lamp.color = tuple(np.clip(np.array([1 + warm, 1, 1 - warm]) + rng.normal(size=3) * 0.05, 0.4, 1.6))
            if kind == "SUN":
                lamp.energy, lamp.angle = rng.uniform(0.5, 3.2) / (1 + number), rng.uniform(0.01, 0.5)
            else:
                lamp.energy, lamp.size = rng.uniform(7e3, 3.5e4) / (1 + number), rng.uniform(4, 25)
            thing.location = Vector(to_blender(self.target + direction * 25))
            thing.rotation_euler = Vector(to_blender(-direction)).to_track_quat("-Z", "Y").to_euler()
        view = self.scene.view_settings
        view.view_transform = "Standard" if rng.random() < 0.7 else "Filmic"
        view.exposure, view.gamma = rng.normal() * 0.35, rng.uniform(0.92, 1.08)

    def render(self, path, seed):
        self.scene.cycles.seed = seed
        self.scene.render.filepath = str(path)
        bpy.ops.render.render(write_still=True)

    def render_person(self, path, seed):
        """Alpha of the person alone: things are holes, light does not matter."""
        cycles = self.scene.cycles
        before = cycles.use_denoising, cycles.max_bounces
        cycles.use_denoising, cycles.max_bounces = False, 0
        plain = bpy.data.materials.new("plain")
        plain.use_nodes = True
        plain.node_tree.nodes.clear()
        out, glow = plain.node_tree.nodes.new("ShaderNodeOutputMaterial"), plain.node_tree.nodes.new("ShaderNodeEmission")
        plain.node_tree.links.new(glow.outputs[0], out.inputs[0])
        self.scene.view_layers[0].material_override = plain
        for thing in self.scene.collection.objects:
            if thing.type == "MESH" and not thing["belongs"]:
                thing.is_holdout = True
        self.render(path, seed)
        self.scene.view_layers[0].material_override = None
        cycles.use_denoising, cycles.max_bounces = before


def picture(stage, figure, number, rng, path, arm_only=False):
    """Renders the figure in a random pose, or one arm of it, to be put before other people's portraits."""
    started = time.process_time()
    stage.clear()
    pose = Pose(figure.assets, figure.rest, rng, mix=figure.mix)
    if arm_only:
        parts, strands = figure.arm(pose, rng), []
    else:
        parts, strands = figure.posed(pose, rng)
    view = choice(rng, figure.mix.views)
    yaw = {
        "front": rng.normal() * 0.4, "side": rng.choice([-1, 1]) * rng.uniform(0.8, 2.1),
        "back": np.pi + rng.normal() * 0.45,
    }[view]  # fmt: skip
    facing = turn((0, 1, 0), yaw)
    for part in parts:
        part.vertices = part.vertices @ facing.T
    points = np.concatenate([p.vertices[np.unique(np.concatenate(p.faces))] for p in parts if p.belongs])
    crown = pose.place("head")[1] + figure.head.top - figure.joint("head____head")[1]
    frame, towards = stage.aim(points, crown, rng, {"full": 1} if arm_only else FRAMES)
    stage.light(rng)
    bpy.context.view_layer.update()
    for part in parts:
        part.rounded &= arm_only or frame == "bust"  # elsewhere corners are smaller than pixels
        stage.add(part, rng)
    for strand, width, colour in strands:
        stage.add_strands(strand @ facing.T, width, np.asarray(colour), rng, towards)
    stage.render(path, number)
    if any(not part.belongs for part in parts):
        stage.render_person(path.with_name(path.stem + "-person.png"), number)
    facts = figure.tags()
    facts.update(pose=pose.legs, arms=[pose.arm("L"), pose.arm("R")], view=str(view), frame=frame, used=figure.used)
    if arm_only:
        side = figure.used[0]
        facts["hand"] = stage.seen_at(facing @ pose.place("finger3-1." + side))
        facts["end"] = stage.seen_at(facing @ pose.place("upperarm01." + side))
    facts["seconds"] = round(time.process_time() - started, 2)
    path.with_suffix(".json").write_text(json.dumps(facts))
    print(path.name, json.dumps(facts), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("assets")
    parser.add_argument("out", type=Path)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--figures", type=int, default=300)
    parser.add_argument("--poses", type=int, default=4)
    parser.add_argument("--arms", action="store_true", help="render single arms, named armNNN-KK")
    parser.add_argument("--mix", choices=sorted(MIXES), default="everyday", help="of poses, views and worn things")
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--samples", type=int, default=8)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(sys.argv[sys.argv.index("--") + 1 :])
    options.out.mkdir(parents=True, exist_ok=True)
    assets = Assets(options.assets)
    stage = Stage(assets, options.samples, options.threads)
    for number in range(options.first, options.first + options.figures):
        if (options.out / "stop").exists():
            break
        figure = None
        for pose in range(options.poses):
            path = options.out / f"{'arm' if options.arms else 'fig'}{number:03d}-{pose:02d}.png"
            if path.with_suffix(".json").exists():
                continue
            figure = figure or Figure(assets, [options.seed, number], MIXES[options.mix])
            picture(stage, figure, number * 100 + pose, np.random.default_rng([options.seed, number, pose]), path, options.arms)


if __name__ == "__main__":
    main()
