"""Section 3: the errors that only a server told to misbehave gives, with AWS's texts."""
import time

from table import ACCOUNT, REGION, equal, row

CALLER = f"arn:aws:iam::{ACCOUNT}:user/local"


def with_faults(plan):
    def wrap(ask):
        def asked(a):
            try:
                ask(a, lambda: a.faults(plan(a) if callable(plan) else plan))
            finally:
                a.faults(None)
        return asked
    return wrap


@row("3", "R", "an SSM denial names the caller, the action and the resource")
@with_faults({"denied": [{"action": "ssm:GetParameter"}]})
def _(a, begin):
    a.put("/x").is_ok()
    begin()
    a.get("/x").refuses("AccessDeniedException", f"User: {CALLER} is not authorized to perform: ssm:GetParameter on "
                        f"resource: arn:aws:ssm:{REGION}:{ACCOUNT}:parameter{a.at('/x')} because no identity-based "
                        "policy allows the ssm:GetParameter action")


@row("3", "R", "an explicit deny says so")
@with_faults({"denied": [{"action": "ssm:*", "explicit": True}]})
def _(a, begin):
    begin()
    a.get("/x").refuses("AccessDeniedException").says("with an explicit deny in an identity-based policy$")


@row("3", "R", "a KMS denial through SSM is AccessDeniedException and names the KMS action")
@with_faults({"denied": [{"action": "kms:Decrypt"}]})
def _(a, begin):
    a.put("/x", Type="SecureString", KeyId=a.key()["KeyId"]).is_ok()
    begin()
    a.get("/x", WithDecryption=True).refuses("AccessDeniedException").says(
        "is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext")
    a.get("/x").is_ok()


@row("3", "R", "a denied encryption names the key")
@with_faults({"denied": [{"action": "kms:Encrypt"}]})
def _(a, begin):
    key = a.key()
    begin()
    a.put("/x", Type="SecureString", KeyId=key["KeyId"]).refuses("AccessDeniedException").says(
        f"kms:Encrypt on resource: {key['Arn']} because no identity-based policy allows the kms:Encrypt action")


@row("3", "M, D:iam", "GetParametersByPath is allowed by the path asked for, not by what is below it")
@with_faults(lambda a: {"denied": [{"action": "ssm:GetParametersByPath", "resource": f"*parameter{a.base}/secret/*"}]})
def _(a, begin):
    a.put("/secret/x").is_ok()
    begin()
    equal(len(a.below(Recursive=True).is_ok().answer["Parameters"]), 1)
    a.below("/secret/deeper").refuses("AccessDeniedException")


@row("3", "R", "a put with tags needs ssm:AddTagsToResource too, on an ARN with two slashes")
@with_faults({"denied": [{"action": "ssm:AddTagsToResource"}]})
def _(a, begin):
    begin()
    a.put("/plain").is_ok()
    a.put("/x", Tags=[{"Key": "k", "Value": "v"}]).refuses("AccessDeniedException").says(
        f"ssm:AddTagsToResource on resource: arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/{a.at('/x')} ")


@row("3", "D", "throttling is ThrottlingException, Rate exceeded, HTTP 400")
@with_faults({"throttle": {"put": {"perSecond": 0.001, "burst": 1}}})
def _(a, begin):
    begin()
    a.put("/x").is_ok()
    equal(a.put("/y").refuses("ThrottlingException", "Rate exceeded").status, 400)
    a.get("/x").is_ok()


@row("3", "D", "KMS throttles in its own words")
@with_faults({"throttle": {"kms": {"perSecond": 0.001, "burst": 1}}})
def _(a, begin):
    begin()
    a.do("list_keys").is_ok()
    a.do("list_keys").refuses("ThrottlingException", "You have exceeded the rate at which you may call KMS. "
                              "Reduce the frequency of your calls.")


@row("3", "R", "GetParameter, GetParameters and GetParametersByPath share one rate")
@with_faults({"throttle": {"read": {"perSecond": 0.001, "burst": 3}}})
def _(a, begin):
    a.put("/x").is_ok()
    begin()
    a.get("/x").is_ok()
    a.do("get_parameters", Names=[a.at("/x")]).is_ok()
    a.below().is_ok()
    a.get("/x").refuses("ThrottlingException")


@row("3", "R", "TooManyUpdates has no message")
@with_faults({"rules": [{"fault": {"kind": "error", "code": "TooManyUpdates"}, "times": 1}]})
def _(a, begin):
    begin()
    a.put("/x").refuses("TooManyUpdates", "")
    a.put("/x").is_ok()


@row("3", "R", "an expired token is ExpiredTokenException")
@with_faults({"rules": [{"fault": {"kind": "error", "code": "ExpiredTokenException",
                                   "message": "The security token included in the request is expired"}}]})
def _(a, begin):
    begin()
    a.get("/x").refuses("ExpiredTokenException", "The security token included in the request is expired")


@row("3", "M", "a server fault is InternalServerError, HTTP 500, and nothing was done")
@with_faults({"rules": [{"fault": {"kind": "error", "code": "InternalServerError", "status": 500}, "times": 1}]})
def _(a, begin):
    begin()
    equal(a.put("/x").refuses("InternalServerError").status, 500)
    a.get("/x").refuses("ParameterNotFound")


@row("9", "M", "a reset before acting leaves nothing, one after acting has acted")
@with_faults({"rules": [{"fault": {"kind": "reset", "when": "before"}, "operations": ["PutParameter"], "times": 1},
                        {"fault": {"kind": "reset", "when": "after"}, "operations": ["PutParameter"], "times": 1}]})
def _(a, begin):
    begin()
    a.put("/x").refuses("broken")
    equal(a.get("/x").code, "ParameterNotFound")
    a.put("/x").refuses("broken")
    a.get("/x").is_ok()


@row("2", "M", "empty pages with a token, before each real page")
@with_faults({"rules": [{"fault": {"kind": "empty-page"}}]})
def _(a, begin):
    for number in range(12):
        a.put(f"/k{number:02}").is_ok()
    begin()
    pages = a.pages("get_parameters_by_path", "Parameters", Path=a.base)
    equal([len(page) for page in pages], [0, 10, 0, 2])


@row("2", "R", "reads lag behind writes")
@with_faults({"visibilityDelayMs": 400})
def _(a, begin):
    begin()
    a.put("/x").is_ok()
    a.get("/x").refuses("ParameterNotFound")
    equal(a.below().is_ok().answer["Parameters"], [])
    end = time.monotonic() + 10
    while a.get("/x").code != "ok":
        equal(time.monotonic() < end, True, "still not visible")
        time.sleep(0.05)


@row("5", "D:kms", "alias/aws/ssm needs no kms permission of the caller")
@with_faults({"denied": [{"action": "kms:*"}]})
def _(a, begin):
    begin()
    a.put("/x", "open", Type="SecureString").is_ok()
    equal(a.value("/x"), "open")
