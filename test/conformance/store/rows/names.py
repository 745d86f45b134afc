"""Section 1: names."""
from table import ACCOUNT, REGION, equal, row

NAME_TEXT = ('Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of '
             "sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the "
             "following 3 symbols .-_")


@row("1", "M, D:name", "letters, digits, dot, hyphen and underscore make a name", moto=True)
def _(a):
    a.put("/aZ09_.-/x").is_ok()


def _bad_character(character, source="M, D:name"):
    @row("1", source, f"the character {character!r} is refused in a name, with the name text")
    def _(a):
        a.put(f"/a{character}b").refuses("ValidationException", NAME_TEXT)


for each in ["@", "*", ",", " ", "ä", "$", "\\"]:
    _bad_character(each)


@row("1", "M, D:name", "blanks before and after a name are trimmed")
def _(a):
    a.do("put_parameter", Name=f"  {a.base}/x ", Value="v", Type="String").is_ok()
    equal(a.value("/x"), "v")


@row("1", "M, D:name", "names are case-sensitive", moto=True)
def _(a):
    a.put("/Case", "upper").is_ok()
    a.put("/case", "lower").is_ok()
    equal([a.value("/Case"), a.value("/case")], ["upper", "lower"])


@row("1", "M, D:name", "a name whose ARN has 1,011 characters is taken, one more is refused")
def _(a):
    room = 1011 - len(f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter")
    a.put("/" + "n" * (room - len(a.base) - 1)).is_ok()
    a.put("/" + "n" * (room - len(a.base))).refuses("ValidationException")


@row("1", "M", "a name of more than 2,048 characters breaks the model's constraint")
def _(a):
    a.put("/" + "n" * 2048).refuses("ValidationException").says(
        r"^1 validation error detected: Value '.*' at 'name' failed to satisfy constraint: "
        r"Member must have length less than or equal to 2048$")


@row("1", "M", "an empty name breaks the model's constraint")
def _(a):
    a.do("put_parameter", Name="", Value="v", Type="String").refuses("ValidationException").says(
        "at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1")


@row("1", "D:name", "15 levels are taken")
def _(a):
    a.put("/l" * 14).is_ok()


@row("1", "D:name", "17 levels are HierarchyLevelLimitExceededException")
def _(a):
    a.put("/l" * 16).refuses("HierarchyLevelLimitExceededException")


@row("1", "D:name, R, L", "a name with a slash must begin with one")
def _(a):
    a.put("a/b").refuses("ValidationException", "Parameter name must be a fully qualified name")


@row("1", "D:name, R, L", "reading a name with a slash that does not begin with one: the name text")
def _(a):
    a.get("a/b").refuses("ValidationException", NAME_TEXT)
    a.do("get_parameters", Names=["a/b"]).refuses("ValidationException", NAME_TEXT)


@row("1", "L", "two slashes in a row are refused")
def _(a):
    a.put("/a//b").refuses("ValidationException").says("sub-paths divided by slash symbol")


@row("1", "R", "a slash at the end is refused")
def _(a):
    a.put("/a/b/").refuses("ValidationException", "Parameter name must not end with slash.")


@row("1", "D:name, L", "X and /X are the same parameter", moto=True)
def _(a):
    root = a.base[1:]
    a.put(root + "-same", "first").is_ok()
    a.do("put_parameter", Name=f"/{root}-same", Value="v", Type="String").refuses("ParameterAlreadyExists")


@row("1", "D:name, L", "a read echoes the form of the name that was asked for")
def _(a):
    root = a.base[1:] + "-echo"
    a.put(root).is_ok()
    for form in (root, f"/{root}"):
        equal(a.do("get_parameter", Name=form).is_ok().answer["Parameter"]["Name"], form)


@row("1", "M", "the ARN of X and /X has one slash after `parameter`", moto=True)
def _(a):
    root = a.base[1:] + "-arn"
    a.put(root).is_ok()
    arn = a.do("get_parameter", Name=root).is_ok().answer["Parameter"]["ARN"]
    equal(arn, f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/{root}")


def _reserved_path(name):
    @row("1", "R, M, D:name", f"{name}: a first level that begins with aws, in any case, is denied", moto=True)
    def _(a):
        a.do("put_parameter", Name=name, Value="v", Type="String").refuses(
            "AccessDeniedException", f"No access to reserved parameter name: {name}.")


for each in ["/aws/x", "/AWS/x", "/awsfoo/x"]:
    _reserved_path(each)


@row("1", "D:name", "a root name that begins with aws is refused")
def _(a):
    outcome = a.put("awsTestParameter")
    equal(outcome.code in ("ValidationException", "AccessDeniedException"), True, outcome.code)


def _reserved_ssm(name, moto=True):
    @row("1", "R, M", f"{name}: a name that begins with ssm, in any case, is refused", moto=moto)
    def _(a):
        a.do("put_parameter", Name=name, Value="v", Type="String").refuses("ValidationException").says(
            r'^Parameter name: can\'t be prefixed with "ssm" \(case-insensitive\)')


for each in ["/ssm/x", "/SSMx/y"]:
    _reserved_ssm(each)
_reserved_ssm("ssmX", moto=False)


@row("1", "D:name", "aws and ssm below the first level are fine", moto=True)
def _(a):
    a.put("/awsKey").is_ok()
    a.put("/ssm").is_ok()


@row("1", "M", "an ARN is no name for a put, delete or label")
def _(a):
    a.put("/x").is_ok()
    arn = f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter{a.base}/x"
    a.do("put_parameter", Name=arn, Value="w", Type="String", Overwrite=True).refuses("ValidationException")
    a.do("delete_parameter", Name=arn).refuses("ValidationException")
    a.do("label_parameter_version", Name=arn, Labels=["l"]).refuses("ValidationException")


@row("1", "M", "GetParameter takes an ARN", moto=True)
def _(a):
    a.put("/x", "by arn").is_ok()
    arn = f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter{a.base}/x"
    equal(a.do("get_parameter", Name=arn).is_ok().answer["Parameter"]["Value"], "by arn")


@row("1", "M", "GetParameters and GetParameterHistory take an ARN")
def _(a):
    a.put("/x").is_ok()
    arn = f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter{a.base}/x"
    equal(len(a.do("get_parameters", Names=[arn]).is_ok().answer["Parameters"]), 1)
    equal(len(a.do("get_parameter_history", Name=arn).is_ok().answer["Parameters"]), 1)
