"""Section 2: deletes and labels."""
from table import equal, row


def label(a, labels, version=None, name="/x"):
    more = {} if version is None else {"ParameterVersion": version}
    return a.do("label_parameter_version", Name=a.at(name), Labels=labels, **more)


def labels(a, name="/x"):
    history = a.do("get_parameter_history", Name=a.at(name)).is_ok().answer["Parameters"]
    return [sorted(each.get("Labels", [])) for each in history]


def two(a):
    a.put("/x", "one").is_ok()
    a.put("/x", "two", Overwrite=True).is_ok()


@row("2", "M", "deleting a missing parameter is ParameterNotFound", moto=True)
def _(a):
    a.do("delete_parameter", Name=a.at("/none")).refuses("ParameterNotFound")


@row("2", "M", "a delete takes every version, label and tag; a new one starts at version 1", moto=True)
def _(a):
    two(a)
    label(a, ["old"]).is_ok()
    a.do("add_tags_to_resource", ResourceType="Parameter", ResourceId=a.at("/x"),
         Tags=[{"Key": "k", "Value": "v"}]).is_ok()
    a.do("delete_parameter", Name=a.at("/x")).is_ok()
    a.get("/x").refuses("ParameterNotFound")
    equal(a.put("/x").is_ok().answer["Version"], 1)
    equal(labels(a), [[]])
    tags = a.do("list_tags_for_resource", ResourceType="Parameter", ResourceId=a.at("/x")).is_ok().answer
    equal(tags["TagList"], [])


@row("2", "M", "DeleteParameters: HTTP 200 with what was deleted and what was missing", moto=True)
def _(a):
    a.put("/x").is_ok()
    got = a.do("delete_parameters", Names=[a.at("/x"), a.at("/none")]).is_ok()
    equal([got.status, got.answer["DeletedParameters"], got.answer["InvalidParameters"]],
          [200, [a.at("/x")], [a.at("/none")]])


@row("2", "M", "DeleteParameters takes 1 to 10 names")
def _(a):
    a.do("delete_parameters", Names=[]).refuses("ValidationException")
    a.do("delete_parameters", Names=[f"/n{n}" for n in range(11)]).refuses("ValidationException").says("at 'names'")


@row("2", "M, D:lab", "a label without a version goes to the latest", moto=True)
def _(a):
    two(a)
    got = label(a, ["live"]).is_ok().answer
    equal([got["ParameterVersion"], got["InvalidLabels"], labels(a)], [2, [], [[], ["live"]]])


@row("2", "M, D:lab", "a label that sits on another version moves", moto=True)
def _(a):
    two(a)
    label(a, ["live"], 1).is_ok()
    label(a, ["live"], 2).is_ok()
    equal(labels(a), [[], ["live"]])


def _invalid(text, why, moto):
    @row("2", "M, D:lab", f"the label {text!r} is answered as invalid and not attached: {why}", moto=moto)
    def _(a):
        a.put("/x").is_ok()
        got = label(a, [text, "good"]).is_ok().answer
        equal([got["InvalidLabels"], labels(a)], [[text], [["good"]]])


_invalid("1st", "begins with a digit", True)
_invalid("awsLabel", "begins with aws", True)
_invalid("ssm-x", "begins with ssm", True)
_invalid("AWSx", "begins with aws, in any case", False)
_invalid("a b", "holds a blank", True)
_invalid("a/b", "holds a slash", True)


@row("2", "M, D:lab", "labels are case-sensitive", moto=True)
def _(a):
    a.put("/x").is_ok()
    label(a, ["Live", "live"]).is_ok()
    equal(labels(a), [["Live", "live"]])


@row("2", "M", "1 to 10 labels a call", moto=True)
def _(a):
    a.put("/x").is_ok()
    label(a, [f"l{n}" for n in range(10)]).is_ok()


@row("2", "M", "no labels, or eleven in one call, break the model's constraint")
def _(a):
    a.put("/x").is_ok()
    label(a, []).refuses("ValidationException")
    label(a, [f"l{n}" for n in range(11)]).refuses("ValidationException")


@row("2", "M", "a label of more than 100 characters is a ValidationException", moto=True)
def _(a):
    a.put("/x").is_ok()
    label(a, ["l" * 100]).is_ok()
    label(a, ["m" * 101]).refuses("ValidationException")


@row("2", "M", "an eleventh label on a version is ParameterVersionLabelLimitExceeded", moto=True)
def _(a):
    a.put("/x").is_ok()
    label(a, [f"l{n}" for n in range(10)]).is_ok()
    label(a, ["l10"]).refuses("ParameterVersionLabelLimitExceeded").says(
        "A parameter version can have maximum 10 labels")


@row("2", "M", "labelling a missing version is ParameterVersionNotFound", moto=True)
def _(a):
    a.put("/x").is_ok()
    label(a, ["l"], 7).refuses("ParameterVersionNotFound")


@row("2", "M", "labelling a missing parameter is ParameterNotFound, and leaves nothing behind")
def _(a):
    label(a, ["l"]).refuses("ParameterNotFound")
    a.get("/x").refuses("ParameterNotFound")


@row("2", "M", "unlabelling answers what was removed and what was not there", moto=True)
def _(a):
    a.put("/x").is_ok()
    label(a, ["here"]).is_ok()
    got = a.do("unlabel_parameter_version", Name=a.at("/x"), ParameterVersion=1, Labels=["here", "gone"])
    answer = got.is_ok().answer
    equal([answer["RemovedLabels"], answer["InvalidLabels"], labels(a)], [["here"], ["gone"], [[]]])


@row("2", "M", "unlabelling needs a version")
def _(a):
    a.put("/x").is_ok()
    a.do("unlabel_parameter_version", Name=a.at("/x"), Labels=["x"]).refuses("ValidationException").says(
        "at 'parameterVersion' failed to satisfy constraint: Member must not be null")
