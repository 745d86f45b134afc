"""Section 2: GetParameter, GetParameters, GetParameterHistory."""
import datetime

from table import ACCOUNT, REGION, equal, row


@row("2", "M", "GetParameter answers name, type, value, version, date, ARN and data type", moto=True)
def _(a):
    a.put("/x", "val", Type="SecureString").is_ok()
    got = a.get("/x", WithDecryption=True).is_ok().answer["Parameter"]
    equal({key: got[key] for key in ("Name", "Type", "Value", "Version", "DataType", "ARN")}, {
        "Name": a.at("/x"), "Type": "SecureString", "Value": "val", "Version": 1, "DataType": "text",
        "ARN": f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter{a.at('/x')}"})
    age = datetime.datetime.now(datetime.timezone.utc) - got["LastModifiedDate"]
    equal(abs(age.total_seconds()) < 60, True, str(age))


@row("2", "M, L", "GetParameter answers no tier, key or labels, and no selector unless one was used")
def _(a):
    a.put("/x").is_ok()
    equal(sorted(a.get("/x").is_ok().answer["Parameter"]),
          ["ARN", "DataType", "LastModifiedDate", "Name", "Type", "Value", "Version"])


@row("2", "M, D:lab", "name:version and name:label select a version", moto=True)
def _(a):
    a.put("/x", "one").is_ok()
    a.put("/x", "two", Overwrite=True).is_ok()
    a.do("label_parameter_version", Name=a.at("/x"), ParameterVersion=1, Labels=["old"]).is_ok()
    equal([a.value("/x:1"), a.value("/x:2"), a.value("/x:old"), a.value("/x")], ["one", "two", "one", "two"])


@row("2", "D:lab", "the answer's Selector is the label with its colon")
def _(a):
    a.put("/x").is_ok()
    a.do("label_parameter_version", Name=a.at("/x"), Labels=["live"]).is_ok()
    got = a.get("/x:live").is_ok().answer["Parameter"]
    equal([got["Selector"], got["Name"]], [":live", a.at("/x")])


@row("2", "M, R", "a missing parameter is ParameterNotFound, HTTP 400", moto=True)
def _(a):
    equal(a.get("/none").refuses("ParameterNotFound").status, 400)


@row("3", "R", "ParameterNotFound has no message")
def _(a):
    a.get("/none").refuses("ParameterNotFound", "")


@row("2", "D:lab, D:ver", "a missing version is ParameterVersionNotFound, never the latest", moto=True)
def _(a):
    a.put("/x").is_ok()
    a.get("/x:9").refuses("ParameterVersionNotFound", f"Systems Manager could not find version 9 of {a.at('/x')}. "
                          "Verify the version and try again.")


@row("2", "D:lab, D:ver", "a missing label is ParameterVersionNotFound, never the latest")
def _(a):
    a.put("/x").is_ok()
    a.get("/x:gone").refuses("ParameterVersionNotFound")


@row("2", "M", "a version that was pushed out is ParameterVersionNotFound")
def _(a):
    a.put("/x").is_ok()
    for _number in range(100):
        a.put("/x", Overwrite=True).is_ok()
    a.get("/x:1").refuses("ParameterVersionNotFound")


@row("2", "M", "GetParameters: the missing are in InvalidParameters, HTTP 200", moto=True)
def _(a):
    a.put("/x").is_ok()
    got = a.do("get_parameters", Names=[a.at("/none"), a.at("/x")]).is_ok()
    equal(got.status, 200)
    equal([each["Name"] for each in got.answer["Parameters"]], [a.at("/x")])
    equal(got.answer["InvalidParameters"], [a.at("/none")])


@row("2", "M", "GetParameters answers in alphabetical order")
def _(a):
    for name in ("c", "a", "b"):
        a.put(f"/{name}").is_ok()
    got = a.do("get_parameters", Names=[a.at("/c"), a.at("/a"), a.at("/b")]).is_ok().answer["Parameters"]
    equal([each["Name"] for each in got], [a.at("/a"), a.at("/b"), a.at("/c")])


@row("2", "M, R", "GetParameters takes ten names", moto=True)
def _(a):
    names = [a.at(f"/n{number}") for number in range(10)]
    for name in names:
        a.do("put_parameter", Name=name, Value="v", Type="String").is_ok()
    equal(len(a.do("get_parameters", Names=names).is_ok().answer["Parameters"]), 10)


@row("2", "M, R", "GetParameters refuses eleven names", moto=True)
def _(a):
    a.do("get_parameters", Names=[f"/n{number}" for number in range(11)]).refuses("ValidationException")


@row("2", "M, R", "GetParameters refuses eleven names in the words of the model")
def _(a):
    a.do("get_parameters", Names=[f"/n{number}" for number in range(11)]).refuses("ValidationException").says(
        r"^1 validation error detected: Value '\[.*\]' at 'names' failed to satisfy constraint: "
        r"Member must have length less than or equal to 10$")


@row("2", "M", "GetParameters refuses no names at all")
def _(a):
    a.do("get_parameters", Names=[]).refuses("ValidationException").says("greater than or equal to 1")


@row("2", "M", "one malformed name fails the whole GetParameters")
def _(a):
    a.put("/x").is_ok()
    a.do("get_parameters", Names=[a.at("/x"), "/b a d"]).refuses("ValidationException")


@row("2", "M", "GetParameters takes selectors; missing versions and labels are invalid", moto=True)
def _(a):
    a.put("/x").is_ok()
    got = a.do("get_parameters", Names=[a.at("/x:1"), a.at("/x:7"), a.at("/x:label")]).is_ok().answer
    equal(len(got["Parameters"]), 1)
    equal(sorted(got["InvalidParameters"]), [a.at("/x:7"), a.at("/x:label")])


@row("2", "M, D:lab", "history is oldest first, each version with its value and labels", moto=True)
def _(a):
    a.put("/x", "one").is_ok()
    a.put("/x", "two", Overwrite=True).is_ok()
    a.do("label_parameter_version", Name=a.at("/x"), ParameterVersion=1, Labels=["old"]).is_ok()
    got = a.do("get_parameter_history", Name=a.at("/x")).is_ok().answer["Parameters"]
    equal([(each["Version"], each["Value"], each["Labels"]) for each in got], [(1, "one", ["old"]), (2, "two", [])])


@row("2", "M, D:lab", "history tells key, tier, description, policies and who")
def _(a):
    a.put("/x", Type="SecureString", Tier="Advanced", Description="told").is_ok()
    [got] = a.do("get_parameter_history", Name=a.at("/x")).is_ok().answer["Parameters"]
    equal({key: got[key] for key in ("KeyId", "Tier", "Description", "Policies")},
          {"KeyId": "alias/aws/ssm", "Tier": "Advanced", "Description": "told", "Policies": []})
    equal(got["LastModifiedUser"].startswith("arn:aws:iam::"), True)


@row("2", "M", "history comes in pages of 50 at most", moto=True)
def _(a):
    a.put("/x").is_ok()
    for _number in range(59):
        a.put("/x", Overwrite=True).is_ok()
    pages = a.pages("get_parameter_history", "Parameters", Name=a.at("/x"))
    equal([each["Version"] for page in pages for each in page], list(range(1, 61)))
    equal(len(pages[0]), 50)
    a.do("get_parameter_history", Name=a.at("/x"), MaxResults=51).refuses("ValidationException")


@row("2", "M", "the history of a missing parameter is ParameterNotFound", moto=True)
def _(a):
    a.do("get_parameter_history", Name=a.at("/none")).refuses("ParameterNotFound")


@row("2", "M", "two Regions share nothing", moto=True)
def _(a):
    a.put("/x").is_ok()
    there = a.client("ssm", "eu-central-1")
    a.do("get_parameter", client=there, Name=a.at("/x")).refuses("ParameterNotFound")


@row("2", "M", "China has its own partition in ARNs", moto=True)
def _(a):
    there = a.client("ssm", "cn-north-1")
    a.do("put_parameter", client=there, Name=a.at("/x"), Value="v", Type="String").is_ok()
    arn = a.do("get_parameter", client=there, Name=a.at("/x")).is_ok().answer["Parameter"]["ARN"]
    equal(arn, f"arn:aws-cn:ssm:cn-north-1:{ACCOUNT}:parameter{a.at('/x')}")
