"""Asks an endpoint by boto3, for tests that must not take ssmkit's own word.

Reads one JSON request a line on stdin, answers one JSON document a line on stdout.
"""
import json
import sys

import boto3
from botocore.config import Config

clients = {}


def client(service, request):
    key = (service, request["endpoint"], request["region"])
    if key not in clients:
        clients[key] = boto3.client(
            service,
            endpoint_url=request["endpoint"],
            region_name=request["region"],
            aws_access_key_id="AKIDEXAMPLE",
            aws_secret_access_key="example",
            config=Config(retries={"max_attempts": 2}),
        )
    return clients[key]


def snapshot(request):
    """Everything below a path: what it is, and every tag."""
    ssm = client("ssm", request)
    path = request["arguments"]["path"]
    found = {}
    pages = ssm.get_paginator("get_parameters_by_path")
    for page in pages.paginate(Path=path, Recursive=True, WithDecryption=True):
        for parameter in page["Parameters"]:
            tags = ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=parameter["Name"])
            found[parameter["Name"]] = {
                "type": parameter["Type"],
                "value": parameter["Value"],
                "version": parameter["Version"],
                "tags": {tag["Key"]: tag["Value"] for tag in tags["TagList"]},
            }
    for page in ssm.get_paginator("describe_parameters").paginate():
        for parameter in page["Parameters"]:
            if parameter["Name"] in found and parameter["Type"] == "SecureString":
                found[parameter["Name"]]["keyId"] = parameter["KeyId"]
    return found


def answer(request):
    if request["operation"] == "snapshot":
        return snapshot(request)
    result = getattr(client(request["service"], request), request["operation"])(**request["arguments"])
    result.pop("ResponseMetadata", None)
    return result


for line in sys.stdin:
    try:
        reply = {"result": answer(json.loads(line))}
    except Exception as error:  # whatever it is, the test shows it
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply, default=str), flush=True)
