"""Section 9: AWS JSON 1.1 on the wire."""
import email.utils
import json
import time

from table import equal, row


@row("9", "M", "success is 200 with the content type of the request and a request id")
def _(a):
    status, headers, body = a.raw("AmazonSSM.DescribeParameters")
    equal([status, headers["content-type"], bool(headers.get("x-amzn-requestid"))],
          [200, "application/x-amz-json-1.1", True])
    equal("Parameters" in json.loads(body), True)


@row("9", "M, smithy, J", "an empty body stands for {}")
def _(a):
    equal(a.raw("AmazonSSM.DescribeParameters", b"")[0], 200)


@row("9", "smithy, X", "times are numbers: seconds since the epoch")
def _(a):
    a.put("/x").is_ok()
    _status, _headers, body = a.raw("AmazonSSM.GetParameter", json.dumps({"Name": a.at("/x")}).encode())
    date = json.loads(body)["Parameter"]["LastModifiedDate"]
    equal(isinstance(date, float | int) and abs(date - time.time()) < 60, True, str(date))


@row("9", "smithy", "an error's body has the bare name in __type")
def _(a):
    status, _headers, body = a.raw("AmazonSSM.GetParameter", json.dumps({"Name": a.at("/none")}).encode())
    equal([status, json.loads(body)], [400, {"__type": "ParameterNotFound"}])


@row("9", "M, J", "absent members are left out, never null")
def _(a):
    a.put("/x").is_ok()
    _status, _headers, body = a.raw("AmazonSSM.GetParametersByPath", json.dumps({"Path": a.base}).encode())
    equal([b"null" in body, "NextToken" in json.loads(body)], [False, False])


@row("9", "M", "`Message` for InvalidNextToken, `message` for KMS")
def _(a):
    _s, _h, token = a.raw("AmazonSSM.DescribeParameters", b'{"NextToken":"x"}')
    equal("Message" in json.loads(token), True)
    _s, _h, key = a.raw("TrentService.DescribeKey", b'{"KeyId":"alias/none"}')
    equal("message" in json.loads(key), True)


@row("9", "M", "KMS is asked as TrentService")
def _(a):
    status, _headers, body = a.raw("TrentService.ListKeys")
    equal([status, "Keys" in json.loads(body)], [200, True])


@row("9", "M", "blobs are base64")
def _(a):
    key = a.key()["KeyId"]
    _status, _headers, body = a.raw("TrentService.Encrypt", json.dumps({"KeyId": key, "Plaintext": "cGxhaW4="}).encode())
    opened = a.raw("TrentService.Decrypt", json.dumps({"CiphertextBlob": json.loads(body)["CiphertextBlob"]}).encode())
    equal(json.loads(opened[2])["Plaintext"], "cGxhaW4=")


@row("9", "J", "every answer has a right Date, refusals too")
def _(a):
    for target in ("AmazonSSM.DescribeParameters", "AmazonSSM.GetParameter"):
        date = email.utils.parsedate_to_datetime(a.raw(target)[1]["date"])
        equal(abs(date.timestamp() - time.time()) < 5, True, str(date))


@row("9", "M", "unknown members of a request are passed over")
def _(a):
    equal(a.raw("AmazonSSM.DescribeParameters", b'{"Surprise":{"deep":[1]}}')[0], 200)


@row("9", "D", "an unknown target is a refusal below 500, named UnknownOperationException")
def _(a):
    for target in ("AmazonSSM.Nonsense", "Nonsense.GetParameter", None):
        status, _headers, body = a.raw(target)
        equal([status, json.loads(body)["__type"]], [400, "UnknownOperationException"])


@row("9", "D", "a body that is no JSON, or of the wrong types, is SerializationException")
def _(a):
    for body in (b"{", b"\xff\xfe", b'{"Name":1}', b"[]"):
        status, _headers, answer = a.raw("AmazonSSM.GetParameter", body)
        equal([status, json.loads(answer)["__type"]], [400, "SerializationException"], repr(body))
