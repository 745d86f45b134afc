"""Section 5: KMS by itself, and STS."""
import re
import uuid

from table import ACCOUNT, REGION, equal, row

KEY_ARN = rf"^arn:aws:kms:{REGION}:{ACCOUNT}:key/[0-9a-f-]{{36}}$"


def encrypt(a, key, context=None, text=b"plain"):
    more = {} if context is None else {"EncryptionContext": context}
    return a.do("encrypt", KeyId=key, Plaintext=text, **more)


def decrypt(a, blob, context=None, **more):
    if context is not None:
        more["EncryptionContext"] = context
    return a.do("decrypt", CiphertextBlob=blob, **more)


@row("5", "M", "a key without options is symmetric, enabled and the customer's", moto=True)
def _(a):
    key = a.key()
    equal({name: key[name] for name in ("KeySpec", "KeyState", "KeyManager", "Origin", "Enabled")},
          {"KeySpec": "SYMMETRIC_DEFAULT", "KeyState": "Enabled", "KeyManager": "CUSTOMER", "Origin": "AWS_KMS",
           "Enabled": True})
    equal(bool(re.match(KEY_ARN, key["Arn"])), True, key["Arn"])


@row("5", "M", "a key without options is for ENCRYPT_DECRYPT")
def _(a):
    equal(a.key()["KeyUsage"], "ENCRYPT_DECRYPT")


@row("5", "M", "DescribeKey takes id, ARN, alias and alias ARN", moto=True)
def _(a):
    key = a.key()
    alias = a.alias(key, "k")
    for form in (key["KeyId"], key["Arn"], alias, f"arn:aws:kms:{REGION}:{ACCOUNT}:{alias}"):
        equal(a.do("describe_key", KeyId=form).is_ok().answer["KeyMetadata"]["KeyId"], key["KeyId"])


@row("5", "M", "DescribeKey of an unused alias/aws/ssm makes AWS's own key")
def _(a):
    there = a.client("kms", "eu-west-3")
    key = a.do("describe_key", client=there, KeyId="alias/aws/ssm").is_ok().answer["KeyMetadata"]
    equal([key["KeyManager"], key["KeyState"]], ["AWS", "Enabled"])


@row("5", "R", "an alias that is not there: NotFoundException with its ARN", moto=True)
def _(a):
    alias = f"alias/none-{a.base[1:]}"
    a.do("describe_key", KeyId=alias).refuses(
        "NotFoundException", f"Alias arn:aws:kms:{REGION}:{ACCOUNT}:{alias} is not found.")


@row("5", "R", "a key that is not there: NotFoundException with its ARN", moto=True)
def _(a):
    missing = str(uuid.uuid4())
    a.do("describe_key", KeyId=missing).refuses(
        "NotFoundException", f"Key 'arn:aws:kms:{REGION}:{ACCOUNT}:key/{missing}' does not exist")


@row("5", "M", "what is no key id at all: NotFoundException, Invalid keyId", moto=True)
def _(a):
    a.do("describe_key", KeyId="xyz").refuses("NotFoundException", "Invalid keyId xyz")


@row("5", "M", "ListKeys holds every key", moto=True)
def _(a):
    key = a.key()
    found, marker = [], {}
    while True:
        answer = a.do("list_keys", Limit=50, **marker).is_ok().answer
        found += [each["KeyId"] for each in answer["Keys"]]
        if not answer["Truncated"]:
            break
        marker = {"Marker": answer["NextMarker"]}
    equal(key["KeyId"] in found, True)


@row("5", "M", "an alias must begin with alias/", moto=True)
def _(a):
    a.do("create_alias", AliasName="wrong", TargetKeyId=a.key()["KeyId"]).refuses("ValidationException")


@row("5", "M", "an alias has letters, digits, slash, underscore and hyphen")
def _(a):
    key = a.key()["KeyId"]
    a.do("create_alias", AliasName=f"alias/aZ09/_-{a.base[1:]}", TargetKeyId=key).is_ok()
    a.do("create_alias", AliasName="alias/b d", TargetKeyId=key).refuses("ValidationException")
    a.do("create_alias", AliasName="alias/" + "x" * 251, TargetKeyId=key).refuses("ValidationException")


@row("5", "M", "alias/aws/ is reserved")
def _(a):
    equal(a.do("create_alias", AliasName="alias/aws/foo", TargetKeyId=a.key()["KeyId"]).code == "ok", False)


@row("5", "M, X", "an alias exists once: AlreadyExistsException with its ARN", moto=True)
def _(a):
    key = a.key()
    alias = a.alias(key, "twice")
    a.do("create_alias", AliasName=alias, TargetKeyId=key["KeyId"]).refuses(
        "AlreadyExistsException", f"An alias with the name arn:aws:kms:{REGION}:{ACCOUNT}:{alias} already exists")


@row("5", "M", "an alias points to a key id or ARN, never to an alias", moto=True)
def _(a):
    alias = a.alias(a.key(), "target")
    equal(a.do("create_alias", AliasName=f"{alias}-2", TargetKeyId=alias).code == "ok", False)


@row("5", "D", "a key has at most 50 aliases")
def _(a):
    key = a.key()
    for number in range(50):
        a.alias(key, str(number))
    a.do("create_alias", AliasName=f"alias/{a.base[1:]}-51", TargetKeyId=key["KeyId"]).refuses("LimitExceededException")


@row("5", "M", "UpdateAlias points to another key; DeleteAlias leaves the key", moto=True)
def _(a):
    first, second = a.key(), a.key()
    alias = a.alias(first, "moves")
    a.do("update_alias", AliasName=alias, TargetKeyId=second["KeyId"]).is_ok()
    equal(a.do("describe_key", KeyId=alias).is_ok().answer["KeyMetadata"]["KeyId"], second["KeyId"])
    a.do("delete_alias", AliasName=alias).is_ok()
    a.do("describe_key", KeyId=alias).refuses("NotFoundException")
    a.do("describe_key", KeyId=second["KeyId"]).is_ok()


@row("5", "M", "ListAliases comes in pages of Limit, and for one key")
def _(a):
    key = a.key()
    made = sorted(a.alias(key, str(number)) for number in range(5))
    found, marker = [], {}
    while True:
        answer = a.do("list_aliases", KeyId=key["KeyId"], Limit=2, **marker).is_ok().answer
        equal(len(answer["Aliases"]) <= 2, True)
        found += [each["AliasName"] for each in answer["Aliases"]]
        if not answer["Truncated"]:
            break
        marker = {"Marker": answer["NextMarker"]}
    equal(sorted(found), made)
    a.do("list_aliases", Limit=101).refuses("ValidationException")
    a.do("list_aliases", KeyId=made[0]).refuses("NotFoundException")


@row("5", "M", "what Encrypt makes, Decrypt opens, and names the key", moto=True)
def _(a):
    key = a.key()
    sealed = encrypt(a, key["KeyId"]).is_ok().answer
    equal(sealed["KeyId"], key["Arn"])
    opened = decrypt(a, sealed["CiphertextBlob"]).is_ok().answer
    equal([opened["Plaintext"], opened["KeyId"]], [b"plain", key["Arn"]])


@row("5", "M", "the encryption context binds; its order means nothing", moto=True)
def _(a):
    blob = encrypt(a, a.key()["KeyId"], {"one": "1", "two": "2"}).is_ok().answer["CiphertextBlob"]
    equal(decrypt(a, blob, {"two": "2", "one": "1"}).is_ok().answer["Plaintext"], b"plain")
    decrypt(a, blob, {"one": "1"}).refuses("InvalidCiphertextException")
    decrypt(a, blob).refuses("InvalidCiphertextException")


@row("5", "X", "another context or a damaged blob: InvalidCiphertextException without a message")
def _(a):
    blob = encrypt(a, a.key()["KeyId"], {"a": "b"}).is_ok().answer["CiphertextBlob"]
    decrypt(a, blob, {"a": "c"}).refuses("InvalidCiphertextException", "")
    decrypt(a, blob[:-1] + bytes([blob[-1] ^ 1]), {"a": "b"}).refuses("InvalidCiphertextException", "")


@row("5", "M", "Decrypt under another key is IncorrectKeyException")
def _(a):
    blob = encrypt(a, a.key()["KeyId"]).is_ok().answer["CiphertextBlob"]
    decrypt(a, blob, KeyId=a.key()["KeyId"]).refuses("IncorrectKeyException")


@row("5", "D:kms", "Encrypt takes 1 to 4,096 bytes", moto=True)
def _(a):
    key = a.key()["KeyId"]
    encrypt(a, key, text=b"x" * 4096).is_ok()
    encrypt(a, key, text=b"x" * 4097).refuses("ValidationException")
    encrypt(a, key, text=b"").refuses("ValidationException")


@row("5", "M", "GenerateDataKey gives 32 bytes for AES_256, and the same bytes encrypted", moto=True)
def _(a):
    made = a.do("generate_data_key", KeyId=a.key()["KeyId"], KeySpec="AES_256").is_ok().answer
    equal(len(made["Plaintext"]), 32)
    equal(decrypt(a, made["CiphertextBlob"]).is_ok().answer["Plaintext"], made["Plaintext"])


@row("5", "M", "tags of keys: TagKey and TagValue, written, listed and removed", moto=True)
def _(a):
    key = a.key(Tags=[{"TagKey": "a", "TagValue": "1"}])["KeyId"]
    a.do("tag_resource", KeyId=key, Tags=[{"TagKey": "a", "TagValue": "2"}, {"TagKey": "b", "TagValue": "3"}]).is_ok()
    a.do("untag_resource", KeyId=key, TagKeys=["b"]).is_ok()
    equal(a.do("list_resource_tags", KeyId=key).is_ok().answer["Tags"], [{"TagKey": "a", "TagValue": "2"}])


@row("5", "M", "TagResource takes no alias", moto=True)
def _(a):
    alias = a.alias(a.key(), "tags")
    equal(a.do("tag_resource", KeyId=alias, Tags=[{"TagKey": "a", "TagValue": "1"}]).code == "ok", False)


@row("6", "M, D:ktag", "a key has at most 50 tags; aws: is reserved; lengths are 128 and 256")
def _(a):
    key = a.key()["KeyId"]
    def tag(tags):
        return a.do("tag_resource", KeyId=key, Tags=[{"TagKey": k, "TagValue": v} for k, v in tags])
    tag([(f"k{n}", "v") for n in range(50)]).is_ok()
    tag([("k50", "v")]).refuses("TagException")
    tag([("aws:x", "v")]).refuses("TagException")
    tag([("k" * 129, "v")]).refuses("ValidationException")
    tag([("k1", "v" * 257)]).refuses("ValidationException")


@row("5", "D:kstate", "AWS's own key can be neither tagged nor disabled")
def _(a):
    key = a.do("describe_key", KeyId="alias/aws/ssm").is_ok().answer["KeyMetadata"]["KeyId"]
    equal(a.do("tag_resource", KeyId=key, Tags=[{"TagKey": "a", "TagValue": "1"}]).code == "ok", False)
    equal(a.do("disable_key", KeyId=key).code == "ok", False)


@row("5", "M", "EnableKeyRotation begins the rotation", moto=True)
def _(a):
    key = a.key()["KeyId"]
    status = lambda: a.do("get_key_rotation_status", KeyId=key).is_ok().answer["KeyRotationEnabled"]
    equal(status(), False)
    a.do("enable_key_rotation", KeyId=key).is_ok()
    equal(status(), True)


@row("5", "M", "EnableKeyRotation: 365 days unless told")
def _(a):
    key = a.key()["KeyId"]
    a.do("enable_key_rotation", KeyId=key).is_ok()
    equal(a.do("get_key_rotation_status", KeyId=key).is_ok().answer["RotationPeriodInDays"], 365)


@row("5", "M", "rotation periods are 90 to 2,560 days; no alias")
def _(a):
    key = a.key()
    a.do("enable_key_rotation", KeyId=key["KeyId"], RotationPeriodInDays=90).is_ok()
    a.do("enable_key_rotation", KeyId=key["KeyId"], RotationPeriodInDays=89).refuses("ValidationException")
    a.do("enable_key_rotation", KeyId=key["KeyId"], RotationPeriodInDays=2561).refuses("ValidationException")
    equal(a.do("enable_key_rotation", KeyId=a.alias(key, "rotate")).code == "ok", False)


@row("5", "D:kstate", "a disabled key: Encrypt, Decrypt and GenerateDataKey are DisabledException with its ARN")
def _(a):
    key = a.key()
    blob = encrypt(a, key["KeyId"]).is_ok().answer["CiphertextBlob"]
    a.do("disable_key", KeyId=key["KeyId"]).is_ok()
    told = f"{key['Arn']} is disabled."
    encrypt(a, key["KeyId"]).refuses("DisabledException", told)
    decrypt(a, blob).refuses("DisabledException", told)
    a.do("generate_data_key", KeyId=key["KeyId"], KeySpec="AES_256").refuses("DisabledException", told)
    a.do("enable_key_rotation", KeyId=key["KeyId"]).refuses("DisabledException", told)
    a.alias(key, "of-a-disabled-key")
    a.do("enable_key", KeyId=key["KeyId"]).is_ok()
    equal(decrypt(a, blob).is_ok().answer["Plaintext"], b"plain")


@row("5", "D:kstate", "DescribeKey tells the state of a disabled key", moto=True)
def _(a):
    key = a.key()["KeyId"]
    a.do("disable_key", KeyId=key).is_ok()
    equal(a.do("describe_key", KeyId=key).is_ok().answer["KeyMetadata"]["KeyState"], "Disabled")


@row("5", "D:kstate", "a key that is to be deleted: KMSInvalidStateException for use, tags and aliases")
def _(a):
    key = a.key()
    blob = encrypt(a, key["KeyId"]).is_ok().answer["CiphertextBlob"]
    a.do("schedule_key_deletion", KeyId=key["KeyId"], PendingWindowInDays=7).is_ok()
    told = f"{key['Arn']} is pending deletion."
    encrypt(a, key["KeyId"]).refuses("KMSInvalidStateException", told)
    decrypt(a, blob).refuses("KMSInvalidStateException", told)
    for operation in ("enable_key", "disable_key"):
        a.do(operation, KeyId=key["KeyId"]).refuses("KMSInvalidStateException", told)
    a.do("tag_resource", KeyId=key["KeyId"], Tags=[{"TagKey": "a", "TagValue": "1"}]).refuses(
        "KMSInvalidStateException", told)
    a.do("create_alias", AliasName=f"alias/{a.base[1:]}", TargetKeyId=key["KeyId"]).refuses(
        "KMSInvalidStateException", told)


@row("5", "M", "ScheduleKeyDeletion: 30 days unless told; the state is PendingDeletion", moto=True)
def _(a):
    key = a.key()["KeyId"]
    a.do("schedule_key_deletion", KeyId=key).is_ok()
    described = a.do("describe_key", KeyId=key).is_ok().answer["KeyMetadata"]
    equal(described["KeyState"], "PendingDeletion")
    days = (described["DeletionDate"] - described["CreationDate"]).total_seconds() / 86400
    equal(29.9 < days < 30.1, True, str(days))


@row("5", "M", "ScheduleKeyDeletion takes 7 to 30 days, and once")
def _(a):
    key = a.key()["KeyId"]
    a.do("schedule_key_deletion", KeyId=key, PendingWindowInDays=6).refuses("ValidationException")
    a.do("schedule_key_deletion", KeyId=key, PendingWindowInDays=31).refuses("ValidationException")
    a.do("schedule_key_deletion", KeyId=key, PendingWindowInDays=7).is_ok()
    a.do("schedule_key_deletion", KeyId=key, PendingWindowInDays=7).refuses("KMSInvalidStateException")


@row("5", "M", "CancelKeyDeletion leaves the key disabled", moto=True)
def _(a):
    key = a.key()["KeyId"]
    a.do("schedule_key_deletion", KeyId=key).is_ok()
    a.do("cancel_key_deletion", KeyId=key).is_ok()
    equal(a.do("describe_key", KeyId=key).is_ok().answer["KeyMetadata"]["KeyState"], "Disabled")


@row("9", "M", "STS GetCallerIdentity names the account", moto=True)
def _(a):
    got = a.do("get_caller_identity").is_ok().answer
    equal([got["Account"], f"::{ACCOUNT}:" in got["Arn"], bool(got["UserId"])], [ACCOUNT, True, True])
