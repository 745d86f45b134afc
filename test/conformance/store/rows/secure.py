"""Sections 2, 3 and 5: SecureStrings, and KMS through SSM."""
import base64
import uuid

from table import ACCOUNT, REGION, equal, row


def wrapped(told, code):
    text = told.replace("(", r"\(").replace(")", r"\)").replace(".", r"\.")
    return (rf"^{text} \(Service: AWSKMS; Status Code: 400; Error Code: {code}; Request ID: [0-9a-f-]{{36}}; "
            r"Proxy: null\)$")


@row("5", "D:kms", "without a key id a SecureString is under alias/aws/ssm, and described so", moto=True)
def _(a):
    a.put("/x", "open", Type="SecureString").is_ok()
    equal([a.value("/x"), a.described("/x")["KeyId"]], ["open", "alias/aws/ssm"])


@row("5", "D:kms", "without decryption a SecureString is base64 of a KMS ciphertext, AQICAH…")
def _(a):
    a.put("/x", Type="SecureString").is_ok()
    value = a.get("/x").is_ok().answer["Parameter"]["Value"]
    equal(value[:6], "AQICAH")
    base64.b64decode(value, validate=True)


@row("5", "D:kms", "a standard SecureString is what KMS decrypts with the parameter's ARN as context, and no other")
def _(a):
    a.put("/x", "through kms", Type="SecureString").is_ok()
    blob = base64.b64decode(a.get("/x").is_ok().answer["Parameter"]["Value"])
    arn = f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter{a.at('/x')}"
    opened = a.do("decrypt", CiphertextBlob=blob, EncryptionContext={"PARAMETER_ARN": arn}).is_ok().answer
    equal(opened["Plaintext"], b"through kms")
    a.do("decrypt", CiphertextBlob=blob, EncryptionContext={"PARAMETER_ARN": arn + "x"}).refuses(
        "InvalidCiphertextException")
    a.do("decrypt", CiphertextBlob=blob).refuses("InvalidCiphertextException")


@row("5", "D:kms", "an advanced SecureString is no bare KMS ciphertext, and opens all the same")
def _(a):
    a.put("/x", "envelope", Type="SecureString", Tier="Advanced").is_ok()
    value = a.get("/x").is_ok().answer["Parameter"]["Value"]
    equal(value.startswith("AQICAH"), False)
    equal(a.value("/x"), "envelope")


@row("5", "M, D:kms", "the key may be given by id, ARN, alias and alias ARN; it is described as it was given")
def _(a):
    key = a.key()
    alias = a.alias(key, "given")
    for number, form in enumerate([key["KeyId"], key["Arn"], alias, f"arn:aws:kms:{REGION}:{ACCOUNT}:{alias}"]):
        a.put(f"/x{number}", Type="SecureString", KeyId=form).is_ok()
        equal(a.described(f"/x{number}")["KeyId"], form)
        equal(a.value(f"/x{number}"), "v")


@row("5", "M", "pointing the alias elsewhere does not re-encrypt what is there")
def _(a):
    first, second = a.key(), a.key()
    alias = a.alias(first, "re")
    a.put("/x", "old", Type="SecureString", KeyId=alias).is_ok()
    a.do("update_alias", AliasName=alias, TargetKeyId=second["KeyId"]).is_ok()
    equal(a.value("/x"), "old")
    a.do("disable_key", KeyId=first["KeyId"]).is_ok()
    a.get("/x", WithDecryption=True).refuses("InvalidKeyId")


@row("2", "M", "a KeyId of more than 256 characters, or with others than a-zA-Z0-9:/_-, breaks the constraint")
def _(a):
    a.put("/x", Type="SecureString", KeyId="k" * 257).refuses("ValidationException").says("at 'keyId'")
    a.put("/x", Type="SecureString", KeyId="a b").refuses("ValidationException").says("at 'keyId'")


@row("3", "R", "an unknown alias through SSM is InvalidKeyId around KMS's text")
def _(a):
    alias = f"alias/none-{a.base[1:]}"
    a.put("/x", Type="SecureString", KeyId=alias).refuses("InvalidKeyId").says(
        wrapped(f"Alias arn:aws:kms:{REGION}:{ACCOUNT}:{alias} is not found.", "NotFoundException"))


@row("3", "R", "an unknown key through SSM is InvalidKeyId around KMS's text")
def _(a):
    missing = str(uuid.uuid4())
    a.put("/x", Type="SecureString", KeyId=missing).refuses("InvalidKeyId").says(
        wrapped(f"Key 'arn:aws:kms:{REGION}:{ACCOUNT}:key/{missing}' does not exist", "NotFoundException"))


@row("5", "D:kstate, R", "a disabled key through SSM is InvalidKeyId, for puts and reads")
def _(a):
    key = a.key()
    a.put("/x", Type="SecureString", KeyId=key["KeyId"]).is_ok()
    a.do("disable_key", KeyId=key["KeyId"]).is_ok()
    told = wrapped(f"{key['Arn']} is disabled.", "DisabledException")
    a.put("/y", Type="SecureString", KeyId=key["KeyId"]).refuses("InvalidKeyId").says(told)
    a.get("/x", WithDecryption=True).refuses("InvalidKeyId").says(told)
    a.get("/x").is_ok()
    a.do("enable_key", KeyId=key["KeyId"]).is_ok()
    equal(a.value("/x"), "v")


@row("5", "D:kstate, R", "a key that is to be deleted is InvalidKeyId through SSM, for puts and reads")
def _(a):
    key = a.key()
    a.put("/x", Type="SecureString", KeyId=key["KeyId"]).is_ok()
    a.do("schedule_key_deletion", KeyId=key["KeyId"]).is_ok()
    told = wrapped(f"{key['Arn']} is pending deletion.", "KMSInvalidStateException")
    a.put("/y", Type="SecureString", KeyId=key["KeyId"]).refuses("InvalidKeyId").says(told)
    a.get("/x", WithDecryption=True).refuses("InvalidKeyId").says(told)


@row("5", "D:kms", "a refused put changes nothing")
def _(a):
    key = a.key()
    a.put("/x", "kept", Type="SecureString", KeyId=key["KeyId"]).is_ok()
    other = a.key()
    a.do("disable_key", KeyId=other["KeyId"]).is_ok()
    a.put("/x", "lost", Type="SecureString", KeyId=other["KeyId"], Overwrite=True).refuses("InvalidKeyId")
    equal([a.value("/x"), a.get("/x").answer["Parameter"]["Version"]], ["kept", 1])


@row("5", "D:kms", "describing, tagging, labelling and deleting need no key")
def _(a):
    key = a.key()
    a.put("/x", Type="SecureString", KeyId=key["KeyId"]).is_ok()
    a.do("disable_key", KeyId=key["KeyId"]).is_ok()
    a.described("/x")
    a.do("add_tags_to_resource", ResourceType="Parameter", ResourceId=a.at("/x"), Tags=[{"Key": "k", "Value": "v"}])
    a.do("label_parameter_version", Name=a.at("/x"), Labels=["l"]).is_ok()
    a.do("delete_parameter", Name=a.at("/x")).is_ok()


@row("5", "M", "WithDecryption means nothing for a String", moto=True)
def _(a):
    a.put("/x", "plain").is_ok()
    equal([a.value("/x"), a.get("/x").answer["Parameter"]["Value"]], ["plain", "plain"])
