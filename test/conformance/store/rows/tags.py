"""Sections 2 and 6: tags of parameters."""
from table import equal, row


def tag(a, pairs, name="/x", **more):
    sent = {"ResourceType": "Parameter", "ResourceId": a.at(name), **more}
    return a.do("add_tags_to_resource", Tags=[{"Key": k, "Value": v} for k, v in pairs], **sent)


def tags(a, name="/x"):
    answer = a.do("list_tags_for_resource", ResourceType="Parameter", ResourceId=a.at(name)).is_ok().answer
    return {each["Key"]: each["Value"] for each in answer["TagList"]}


@row("2", "M, X", "a create takes tags", moto=True)
def _(a):
    a.put("/x", Tags=[{"Key": "k", "Value": "v"}]).is_ok()
    equal(tags(a), {"k": "v"})


@row("2", "M, X", "AddTagsToResource is an upsert", moto=True)
def _(a):
    a.put("/x").is_ok()
    tag(a, [("a", "1"), ("b", "2")]).is_ok()
    tag(a, [("b", "3"), ("c", "")]).is_ok()
    equal(tags(a), {"a": "1", "b": "3", "c": ""})


@row("2", "M, X", "tags survive an overwrite", moto=True)
def _(a):
    a.put("/x", Tags=[{"Key": "k", "Value": "v"}]).is_ok()
    a.put("/x", "w", Overwrite=True).is_ok()
    equal(tags(a), {"k": "v"})


@row("2", "M, X", "removing tags; an absent key is fine", moto=True)
def _(a):
    a.put("/x", Tags=[{"Key": "k", "Value": "v"}, {"Key": "l", "Value": "w"}]).is_ok()
    a.do("remove_tags_from_resource", ResourceType="Parameter", ResourceId=a.at("/x"), TagKeys=["k", "no"]).is_ok()
    equal(tags(a), {"l": "w"})


@row("2", "M", "tags of a missing parameter: InvalidResourceId", moto=True)
def _(a):
    tag(a, [("k", "v")], name="/none").refuses("InvalidResourceId")
    a.do("list_tags_for_resource", ResourceType="Parameter", ResourceId=a.at("/none")).refuses("InvalidResourceId")


@row("2", "M", "ResourceId is the name, not the ARN")
def _(a):
    a.put("/x").is_ok()
    arn = a.get("/x").answer["Parameter"]["ARN"]
    tag(a, [("k", "v")], ResourceId=arn).refuses("InvalidResourceId")


@row("2", "M", "an unknown resource type: InvalidResourceType", moto=True)
def _(a):
    a.put("/x").is_ok()
    tag(a, [("k", "v")], ResourceType="Nonsense").refuses("InvalidResourceType")


@row("6", "M", "50 tags, the 51st is TooManyTagsError")
def _(a):
    a.put("/x").is_ok()
    tag(a, [(f"k{n}", "v") for n in range(50)]).is_ok()
    tag(a, [("k50", "v")]).refuses("TooManyTagsError")
    tag(a, [("k49", "other")]).is_ok()
    equal(len(tags(a)), 50)


@row("6", "M", "a create with 51 tags is refused and makes nothing")
def _(a):
    sent = [{"Key": f"k{n}", "Value": "v"} for n in range(51)]
    equal(a.put("/x", Tags=sent).code == "ok", False)
    a.get("/x").refuses("ParameterNotFound")


@row("6", "M", "keys have 1 to 128 characters, values 0 to 256")
def _(a):
    a.put("/x").is_ok()
    tag(a, [("k" * 128, "v" * 256)]).is_ok()
    tag(a, [("", "v")]).refuses("ValidationException")
    tag(a, [("k" * 129, "v")]).refuses("ValidationException")
    tag(a, [("k", "v" * 257)]).refuses("ValidationException")


@row("6", "M", "tags have letters, blanks, digits and _ . : / = + - @ of every script", moto=True)
def _(a):
    a.put("/x").is_ok()
    pairs = {"Größe 1_.:/=+-@": "日本 value_.:/=+-@"}
    tag(a, list(pairs.items())).is_ok()
    equal(tags(a), pairs)


def _bad(character):
    @row("6", "M", f"the character {character!r} is refused in tags")
    def _(a):
        a.put("/x").is_ok()
        tag(a, [(f"k{character}", "v")]).refuses("ValidationException")
        tag(a, [("k", f"v{character}")]).refuses("ValidationException")


for each in ["#", "!", "*", "\n", "🔑"]:
    _bad(each)


@row("6", "D general tagging", "keys that begin with aws:, in any case, are reserved")
def _(a):
    a.put("/x").is_ok()
    for key in ("aws:k", "AWS:k"):
        equal(tag(a, [(key, "v")]).code == "ok", False)
    equal(tags(a), {})


@row("6", "M, D:ktag", "keys and values are case-sensitive", moto=True)
def _(a):
    a.put("/x").is_ok()
    tag(a, [("k", "v"), ("K", "V")]).is_ok()
    equal(tags(a), {"k": "v", "K": "V"})
