"""Section 2: PutParameter."""
import json

from table import equal, row

EXISTS_TEXT = ("The parameter already exists. To overwrite this value, set the overwrite option in the request to "
               "true.")
TAGS_TEXT = ("Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please "
             "remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or "
             "RemoveTagsFromResource.")
DOWNGRADE_TEXT = ("This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the "
                  "advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced "
                  "parameter and recreate it as a standard parameter.")
EXPIRATION = {"Type": "Expiration", "Version": "1.0", "Attributes": {"Timestamp": "2099-12-02T21:34:33.000Z"}}


def notice(days="15"):
    return {"Type": "ExpirationNotification", "Version": "1.0", "Attributes": {"Before": days, "Unit": "Days"}}


@row("2", "M, T", "a put answers the version", moto=True)
def _(a):
    equal(a.put("/x").is_ok().answer["Version"], 1)


@row("2", "M, T", "a put answers the tier that is used")
def _(a):
    equal(a.put("/x").is_ok().answer["Tier"], "Standard")
    equal(a.put("/y", Tier="Advanced").is_ok().answer["Tier"], "Advanced")


@row("2", "M", "an existing name without Overwrite is ParameterAlreadyExists, HTTP 400", moto=True)
def _(a):
    a.put("/x").is_ok()
    equal(a.put("/x").refuses("ParameterAlreadyExists", EXISTS_TEXT).status, 400)


@row("2", "T, M", "Overwrite on a missing name creates it, version 1", moto=True)
def _(a):
    equal(a.put("/x", Overwrite=True).is_ok().answer["Version"], 1)


@row("2", "T, M", "Overwrite on a missing name needs a type")
def _(a):
    a.put("/x", Overwrite=True, Type=None).refuses("ValidationException")


@row("2", "R", "tags and Overwrite together are refused", moto=True)
def _(a):
    a.put("/x", Overwrite=True, Tags=[{"Key": "k", "Value": "v"}]).refuses("ValidationException", TAGS_TEXT)


@row("2", "T", "a SecureString may become a String and back, in place", moto=True)
def _(a):
    a.put("/x", "one", Type="SecureString").is_ok()
    equal(a.put("/x", "two", Overwrite=True).is_ok().answer["Version"], 2)
    equal(a.get("/x").answer["Parameter"]["Type"], "String")
    a.put("/x", "three", Type="SecureString", Overwrite=True).is_ok()
    equal(a.get("/x").answer["Parameter"]["Type"], "SecureString")


@row("2", "M", "the type may be left out of an overwrite", moto=True)
def _(a):
    a.put("/x", "one", Type="StringList").is_ok()
    a.put("/x", "two", Type=None, Overwrite=True).is_ok()
    equal(a.get("/x").answer["Parameter"]["Type"], "StringList")


@row("2", "T", "the key may change on overwrite")
def _(a):
    first, second = a.key(), a.key()
    a.put("/x", Type="SecureString", KeyId=first["KeyId"]).is_ok()
    a.put("/x", Type="SecureString", KeyId=second["KeyId"], Overwrite=True).is_ok()
    equal(a.described("/x")["KeyId"], second["KeyId"])


@row("2", "D:kms, D:cli, R", "a key left out of an overwrite falls back to alias/aws/ssm")
def _(a):
    a.put("/x", Type="SecureString", KeyId=a.key()["KeyId"]).is_ok()
    a.put("/x", Type="SecureString", Overwrite=True).is_ok()
    equal(a.described("/x")["KeyId"], "alias/aws/ssm")


@row("2", "T", "a description left out is kept, an empty one clears it")
def _(a):
    a.put("/x", Description="told").is_ok()
    a.put("/x", "w", Overwrite=True).is_ok()
    equal(a.described("/x").get("Description"), "told")
    a.put("/x", "w", Overwrite=True, Description="").is_ok()
    equal(a.described("/x").get("Description"), None)


@row("2", "T", "an empty AllowedPattern clears the stored one")
def _(a):
    a.put("/x", "12", AllowedPattern=r"\d+").is_ok()
    a.put("/x", "letters", Overwrite=True, AllowedPattern="").is_ok()


@row("2", "M", "an unknown tier breaks the model's constraint")
def _(a):
    a.put("/x", Tier="Foo").refuses("ValidationException").says("at 'tier' failed to satisfy constraint")


@row("2", "T, M", "Advanced never becomes Standard again")
def _(a):
    a.put("/x", Tier="Advanced").is_ok()
    a.put("/x", Tier="Standard", Overwrite=True).refuses("ValidationException", DOWNGRADE_TEXT)


@row("2", "T, D:tier", "Standard becomes Advanced in place")
def _(a):
    a.put("/x").is_ok()
    equal(a.put("/x", Tier="Advanced", Overwrite=True).is_ok().answer["Tier"], "Advanced")
    equal(a.described("/x")["Tier"], "Advanced")


@row("2", "T, D:tier", "Intelligent-Tiering: Standard up to 4 KB, Advanced above; never stored as such")
def _(a):
    equal(a.put("/s", "v" * 4096, Tier="Intelligent-Tiering").is_ok().answer["Tier"], "Standard")
    equal(a.put("/l", "v" * 4097, Tier="Intelligent-Tiering").is_ok().answer["Tier"], "Advanced")
    equal(a.described("/s")["Tier"], "Standard")


@row("2", "T, D:tier", "Intelligent-Tiering: Advanced when there are policies")
def _(a):
    put = a.put("/p", Tier="Intelligent-Tiering", Policies=json.dumps([EXPIRATION])).is_ok()
    equal(put.answer["Tier"], "Advanced")


@row("2", "T, D:tier", "Intelligent-Tiering leaves an Advanced parameter Advanced, without an error")
def _(a):
    a.put("/x", Tier="Advanced").is_ok()
    equal(a.put("/x", Tier="Intelligent-Tiering", Overwrite=True).is_ok().answer["Tier"], "Advanced")


@row("2", "M, D:tier", "the account's default tier is used when a put names none")
def _(a):
    setting = "/ssm/parameter-store/default-parameter-tier"
    equal(a.do("get_service_setting", SettingId=setting).is_ok().answer["ServiceSetting"]["SettingValue"], "Standard")
    a.do("update_service_setting", SettingId=setting, SettingValue="Advanced").is_ok()
    equal(a.put("/x").is_ok().answer["Tier"], "Advanced")
    a.do("reset_service_setting", SettingId=setting).is_ok()
    equal(a.put("/y").is_ok().answer["Tier"], "Standard")


@row("2", "M, D:thr", "the throughput setting is read, changed and reset")
def _(a):
    setting = "/ssm/parameter-store/high-throughput-enabled"
    read = lambda: a.do("get_service_setting", SettingId=setting).is_ok().answer["ServiceSetting"]["SettingValue"]
    equal(read(), "false")
    a.do("update_service_setting", SettingId=setting, SettingValue="true").is_ok()
    equal(read(), "true")
    a.do("reset_service_setting", SettingId=setting).is_ok()
    equal(read(), "false")


@row("3", "M", "an unknown service setting is ServiceSettingNotFound")
def _(a):
    a.do("get_service_setting", SettingId="/ssm/nothing").refuses("ServiceSettingNotFound")


@row("2", "M, D:pol", "policies are for the advanced tier only")
def _(a):
    a.put("/x", Policies=json.dumps([EXPIRATION])).refuses("ValidationException")
    a.put("/x", Tier="Advanced", Policies=json.dumps([EXPIRATION])).is_ok()


@row("2", "R", "policies that are no JSON array are refused")
def _(a):
    a.put("/x", Tier="Advanced", Policies='{"a":1}').refuses("ValidationException", 'Invalid policies input: {"a":1}.')


@row("2", "M, D:pol", "all three kinds of policy are taken, and described")
def _(a):
    change = {"Type": "NoChangeNotification", "Version": "1.0", "Attributes": {"After": "20", "Unit": "Hours"}}
    policies = [EXPIRATION, notice(), change]
    a.put("/x", Tier="Advanced", Policies=json.dumps(policies)).is_ok()
    described = a.described("/x")["Policies"]
    equal(sorted(each["PolicyType"] for each in described), sorted(each["Type"] for each in policies))
    equal(sorted(each["PolicyText"] for each in described) == [], False)


@row("2", "M", "an unknown policy type is InvalidPolicyTypeException")
def _(a):
    policy = {"Type": "Surprise", "Version": "1.0", "Attributes": {}}
    a.put("/x", Tier="Advanced", Policies=json.dumps([policy])).refuses("InvalidPolicyTypeException")


@row("2", "M", "a policy without its attribute is InvalidPolicyAttributeException")
def _(a):
    policy = {"Type": "Expiration", "Version": "1.0", "Attributes": {}}
    a.put("/x", Tier="Advanced", Policies=json.dumps([policy])).refuses("InvalidPolicyAttributeException")


@row("3", "M", "two Expiration policies are IncompatiblePolicyException")
def _(a):
    a.put("/x", Tier="Advanced", Policies=json.dumps([EXPIRATION] * 2)).refuses("IncompatiblePolicyException")


@row("3", "M, D:pol", "more than ten policies are PoliciesLimitExceededException")
def _(a):
    policies = [notice(str(day)) for day in range(1, 12)]
    a.put("/x", Tier="Advanced", Policies=json.dumps(policies)).refuses("PoliciesLimitExceededException")


@row("2", "M, D:pol", "policies are kept on overwrite until empty ones are sent")
def _(a):
    a.put("/x", Tier="Advanced", Policies=json.dumps([EXPIRATION])).is_ok()
    a.put("/x", "w", Overwrite=True).is_ok()
    equal(len(a.described("/x")["Policies"]), 1)
    a.put("/x", "w", Overwrite=True, Policies="").is_ok()
    equal(a.described("/x")["Policies"], [])


@row("2", "M", "policies have at most 4,096 characters")
def _(a):
    a.put("/x", Tier="Advanced", Policies="[" + " " * 4095 + "]").refuses("ValidationException").says("at 'policies'")


@row("2", "M, D:ver", "each put makes the next version", moto=True)
def _(a):
    a.put("/x").is_ok()
    equal([a.put("/x", f"{n}", Overwrite=True).is_ok().answer["Version"] for n in range(2, 5)], [2, 3, 4])


@row("2", "M, D:ver", "100 versions are kept: the 101st drops the oldest", moto=True)
def _(a):
    a.put("/x", "1").is_ok()
    for number in range(2, 102):
        a.put("/x", str(number), Overwrite=True).is_ok()
    pages = a.pages("get_parameter_history", "Parameters", Name=a.at("/x"))
    equal([each["Version"] for page in pages for each in page], list(range(2, 102)))


@row("2", "M, D:ver", "a labelled oldest version blocks the 101st", moto=True)
def _(a):
    a.put("/x", "1").is_ok()
    a.do("label_parameter_version", Name=a.at("/x"), ParameterVersion=1, Labels=["keep"]).is_ok()
    for number in range(2, 101):
        a.put("/x", str(number), Overwrite=True).is_ok()
    a.put("/x", "101", Overwrite=True).refuses(
        "ParameterMaxVersionLimitExceeded",
        f"You attempted to create a new version of {a.at('/x')} by calling the PutParameter API with the overwrite "
        "flag. Version 1, the oldest version, can't be deleted because it has a label associated with it. Move the "
        "label to another version of the parameter, and try again.")
