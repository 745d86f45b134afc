"""Section 2: filters of GetParametersByPath and DescribeParameters."""
from table import equal, row


def described(a, *filters):
    pages = a.pages("describe_parameters", "Parameters", ParameterFilters=list(filters), MaxResults=50)
    return sorted(each["Name"][len(a.base):] for page in pages for each in page)


def path(a, sub="", option="Recursive"):
    return {"Key": "Path", "Option": option, "Values": [a.base + sub]}


def three(a):
    a.put("/a", Tags=[{"Key": "team", "Value": "red"}]).is_ok()
    a.put("/b", Type="StringList", Tags=[{"Key": "team", "Value": "blue"}]).is_ok()
    a.put("/c/d", Type="SecureString").is_ok()


@row("2", "M", "Name: Equals is the default, BeginsWith and Contains are known", moto=True)
def _(a):
    three(a)
    equal(described(a, {"Key": "Name", "Values": [a.at("/a")]}), ["/a"])
    equal(described(a, {"Key": "Name", "Option": "BeginsWith", "Values": [a.at("/")]}), ["/a", "/b", "/c/d"])
    equal(described(a, {"Key": "Name", "Option": "Contains", "Values": [a.at("/c")[1:]]}), ["/c/d"])


@row("2", "M", "Path: OneLevel and Recursive", moto=True)
def _(a):
    three(a)
    equal(described(a, path(a, option="OneLevel")), ["/a", "/b"])
    equal(described(a, path(a)), ["/a", "/b", "/c/d"])


@row("2", "M", "Type; values of one filter are OR, filters are AND", moto=True)
def _(a):
    three(a)
    equal(described(a, path(a), {"Key": "Type", "Values": ["String", "SecureString"]}), ["/a", "/c/d"])
    equal(described(a, path(a, option="OneLevel"), {"Key": "Type", "Values": ["SecureString"]}), [])


@row("2", "M", "tag:<key> with and without values", moto=True)
def _(a):
    three(a)
    equal(described(a, path(a), {"Key": "tag:team", "Values": ["blue"]}), ["/b"])
    equal(described(a, path(a), {"Key": "tag:team"}), ["/a", "/b"])


@row("2", "M", "KeyId", moto=True)
def _(a):
    three(a)
    equal(described(a, path(a), {"Key": "KeyId", "Values": ["alias/aws/ssm"]}), ["/c/d"])


@row("2", "M", "Tier and DataType")
def _(a):
    three(a)
    a.put("/t", Tier="Advanced", DataType="aws:ssm:integration").is_ok()
    equal(described(a, path(a), {"Key": "Tier", "Values": ["Advanced"]}), ["/t"])
    equal(described(a, path(a), {"Key": "DataType", "Values": ["aws:ssm:integration"]}), ["/t"])


@row("2", "M", "Label is no filter of DescribeParameters")
def _(a):
    a.do("describe_parameters", ParameterFilters=[{"Key": "Label", "Values": ["x"]}]).refuses("InvalidFilterKey")


@row("2", "X", "the same key twice is InvalidFilterKey")
def _(a):
    twice = [{"Key": "Type", "Values": ["String"]}] * 2
    a.do("describe_parameters", ParameterFilters=twice).refuses("InvalidFilterKey")


@row("2", "M", "an unknown key breaks the model's constraint")
def _(a):
    a.do("describe_parameters", ParameterFilters=[{"Key": "Colour", "Values": ["x"]}]).refuses("ValidationException")


@row("2", "M", "an unknown option is InvalidFilterOption", moto=True)
def _(a):
    filters = [{"Key": "Name", "Option": "Ends", "Values": ["x"]}]
    a.do("describe_parameters", ParameterFilters=filters).refuses("InvalidFilterOption")


@row("2", "M", "an unknown type in a filter is InvalidFilterValue")
def _(a):
    filters = [{"Key": "Type", "Values": ["Secret"]}]
    a.do("describe_parameters", ParameterFilters=filters).refuses("InvalidFilterValue")


@row("2", "M", "1 to 50 values of 1 to 1,024 characters, keys up to 132, options up to 10")
def _(a):
    def refuse(**given):
        sent = {"Key": "Name", "Values": ["x"], **given}
        a.do("describe_parameters", ParameterFilters=[sent]).refuses("ValidationException")
    refuse(Values=["x"] * 51)
    refuse(Values=["x" * 1025])
    refuse(Values=[""])
    refuse(Key="tag:" + "k" * 129)
    refuse(Option="o" * 11)


@row("2", "M", "Filters and ParameterFilters cannot be mixed", moto=True)
def _(a):
    a.do("describe_parameters", Filters=[{"Key": "Type", "Values": ["String"]}],
         ParameterFilters=[{"Key": "Type", "Values": ["String"]}]).refuses("ValidationException")


@row("2", "M", "the older Filters still work")
def _(a):
    three(a)
    pages = a.pages("describe_parameters", "Parameters", MaxResults=50,
                    Filters=[{"Key": "Name", "Values": [a.at("/")]}, {"Key": "Type", "Values": ["StringList"]}])
    equal([each["Name"] for page in pages for each in page], [a.at("/b")])


@row("2", "M", "Shared lists what others share: nothing here")
def _(a):
    three(a)
    equal(a.do("describe_parameters", Shared=True).is_ok().answer["Parameters"], [])


def _by_path(key, values, expected, source="M", moto=False):
    @row("2", source, f"GetParametersByPath filters by {key}", moto=moto)
    def _(a):
        three(a)
        got = a.below(Recursive=True, ParameterFilters=[{"Key": key, "Values": values}]).is_ok().answer["Parameters"]
        equal([each["Name"][len(a.base):] for each in got], expected)


_by_path("Type", ["StringList"], ["/b"], moto=True)
_by_path("KeyId", ["alias/aws/ssm"], ["/c/d"], moto=True)


@row("2", "M", "GetParametersByPath: Type and KeyId take BeginsWith")
def _(a):
    three(a)
    got = a.below(ParameterFilters=[{"Key": "Type", "Option": "BeginsWith", "Values": ["String"]}]).is_ok().answer
    equal([each["Name"][len(a.base):] for each in got["Parameters"]], ["/a", "/b"])


@row("2", "D:lab", "GetParametersByPath by label answers the labelled version of each parameter")
def _(a):
    a.put("/x", "one").is_ok()
    a.put("/x", "two", Overwrite=True).is_ok()
    a.put("/y", "unlabelled").is_ok()
    a.do("label_parameter_version", Name=a.at("/x"), ParameterVersion=1, Labels=["live"]).is_ok()
    [got] = a.below(ParameterFilters=[{"Key": "Label", "Values": ["live"]}]).is_ok().answer["Parameters"]
    equal([got["Name"], got["Value"], got["Version"]], [a.at("/x"), "one", 1])


@row("2", "M", "GetParametersByPath by label knows Equals only")
def _(a):
    filters = [{"Key": "Label", "Option": "BeginsWith", "Values": ["l"]}]
    a.below(ParameterFilters=filters).refuses("InvalidFilterOption")


def _not_by_path(key):
    @row("2", "M", f"GetParametersByPath does not filter by {key}")
    def _(a):
        a.below(ParameterFilters=[{"Key": key, "Values": ["x"]}]).refuses("InvalidFilterKey")


for each in ["tag:team", "DataType", "Name", "Path", "Tier"]:
    _not_by_path(each)
