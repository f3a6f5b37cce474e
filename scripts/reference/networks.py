"""The PaddleSeg matting networks that the reference scripts build, and where their parts lie.

Needs a checkout of PaddleSeg (Apache-2.0) on the Python path; see README.md.
"""

import os

# name -> (configuration below Matting/configs, side of the fixed export, names of the layers that
# produce logits and are scaled so that the final activations do not saturate)
NETWORKS = {
    "pp-mattingv2": (
        "ppmattingv2/ppmattingv2-stdc1-human_512.yml", 512, ["matting_head_mlff2x.conv_out"]),
    "modnet-mobilenetv2": (
        "modnet/modnet-mobilenetv2.yml", 512, ["head.f_branch.conv_f.1"]),
    "pp-matting-w18": (
        "ppmatting/ppmatting-hrnet_w18-human_512.yml", 512, ["scb.scb_stages.5.2", "hrdb.detail_conv"]),
    "human-matting": (
        "human_matting/human_matting-resnet34_vd.yml", 512, ["decoder0_g.2", "decoder0_f.2", "refiner.conv4"]),
    "modnet-hrnet-w18": (
        "modnet/modnet-hrnet_w18.yml", 512, ["head.f_branch.conv_f.1"]),
    "modnet-resnet50-vd": (
        "modnet/modnet-resnet50_vd.yml", 512, ["head.f_branch.conv_f.1"]),
    "pp-matting-w48": (
        "ppmatting/ppmatting-hrnet_w48-composition.yml", 512, ["scb.scb_stages.5.2", "hrdb.detail_conv"]),
    # Small relatives: the same code and operators, few channels.
    "small-pp-mattingv2": (
        "ppmattingv2/ppmattingv2-stdc1-human_512.yml", 256, ["matting_head_mlff2x.conv_out"]),
    "small-modnet": (
        "modnet/modnet-mobilenetv2.yml", 256, ["head.f_branch.conv_f.1"]),
}

# Arguments of the small relatives that replace those of the configuration file.
CHANGES = {
    "small-pp-mattingv2": {
        "backbone": {"type": "NarrowStdc"}, "decoder_channels": [16, 16, 8, 8, 8], "head_channel": 8,
        "dpp_mid_channel": 16, "dpp_output_channel": 16},
    "small-modnet": {"backbone": {"type": "NarrowMobileNet"}, "hr_channels": 8},
}


def narrow_mobile_net(**arguments):
    """PaddleSeg's MobileNet at an eighth of its width, for small-modnet.

    At a scale below 1 PaddleSeg's class announces fewer channels than its last layer has, so no
    MODNet can be built on it as it is; this one has the number of channels that it announces.
    """
    from ppmatting.models.backbone import mobilenet_v2
    backbone = mobilenet_v2.MobileNet(scale=0.125, **arguments)
    backbone.feat_channels[-1] = 32
    backbone.conv9 = mobilenet_v2.ConvBNLayer(
        num_channels=40, num_filters=32, filter_size=1, stride=1, padding=0, name="narrow9")
    return backbone


def narrow_stdc(**arguments):
    """PaddleSeg's STDC with few channels, for small-pp-mattingv2."""
    from ppmatting.models.backbone import stdcnet
    return stdcnet.STDCNet(channels=[8, 16, 32, 64, 64], layers=[2, 2, 2], **arguments)


def register_backbones():
    """Makes the backbones of the small relatives known to PaddleSeg's builder."""
    from paddleseg.cvlibs import SegBuilder
    original = SegBuilder.load_component_class
    narrow = {"NarrowMobileNet": narrow_mobile_net, "NarrowStdc": narrow_stdc}
    SegBuilder.load_component_class = lambda builder, name: narrow.get(name) or original(builder, name)


def paddleseg_root():
    """The folder of the PaddleSeg checkout, from the environment variable PADDLESEG."""
    root = os.environ.get("PADDLESEG")
    if not root or not os.path.isdir(os.path.join(root, "Matting", "configs")):
        raise SystemExit("PADDLESEG must name a checkout of PaddleSeg (a folder with Matting/configs)")
    return root


def configuration(name):
    """The configuration of a network as a dict, without any address of a pretrained backbone."""
    from ppmatting.utils import Config
    path, _, _ = NETWORKS[name]
    dic = dict(Config(os.path.join(paddleseg_root(), "Matting", "configs", path)).dic)
    model = dict(dic["model"])
    model.update(CHANGES.get(name, {}))
    model["backbone"] = dict(model["backbone"], pretrained=None)
    model["pretrained"] = None
    dic["model"] = model
    return dic


def write_configuration(name, path):
    import yaml
    with open(path, "w") as file:
        yaml.safe_dump(configuration(name), file)


def build(path):
    """The model of a written configuration, in evaluation mode."""
    from ppmatting.utils import Config, MatBuilder
    register_backbones()
    model = MatBuilder(Config(path)).model
    model.eval()
    accept_sizes_in_stack()
    return model


def accept_sizes_in_stack():
    """Lets paddle.stack take Python integers, which HumanMatting gives it whenever sizes are known.

    Without this HumanMatting runs neither outside an export (Paddle 2.6.2 ends with a segmentation
    fault) nor can it be exported with a fixed size: only the open export works unaided.
    """
    import paddle
    original = paddle.stack

    def stack(values, *arguments, **named):
        tensors = [paddle.full([], v, dtype="int32") if isinstance(v, int) else v for v in values]
        return original(tensors, *arguments, **named)

    if not getattr(original, "accepts_sizes", False):
        stack.accepts_sizes = True
        paddle.stack = stack
