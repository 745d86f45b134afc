"""The conformance table: one row per rule of AWS's Parameter Store and KMS, asked by boto3.

A row is a function with the section of the fact sheet it comes from, the source mark, the rule in words, and
whether moto can be trusted with it. `python3 table.py --endpoint URL --target embedded|moto` runs it and prints
one JSON line per row; `--list` prints the table itself.
"""
import argparse
import json
import re
import secrets
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Callable

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError

ACCOUNT = "123456789012"
REGION = "us-east-1"
# In every name, so that a server that was asked before can be asked again.
RUN = secrets.token_hex(3)
SECTIONS = {"1": "names and values", "2": "API constraints", "3": "errors", "5": "KMS", "6": "tags",
            "9": "wire protocol"}


@dataclass(frozen=True)
class Row:
    section: str
    source: str
    rule: str
    moto: bool
    ask: Callable[["Asker"], None]


ROWS: list[Row] = []


def row(section: str, source: str, rule: str, moto: bool = False):
    """`moto` says that section 8 of the fact sheet trusts moto with this rule."""
    def register(ask: Callable[["Asker"], None]):
        ROWS.append(Row(section, source, rule, moto, ask))
        return ask
    return register


@dataclass(frozen=True)
class Outcome:
    """What became of one call: its answer, or AWS's code and message."""
    code: str
    message: str
    status: int
    answer: dict[str, Any]

    def is_ok(self) -> "Outcome":
        equal(self.code, "ok", self.message)
        return self

    def refuses(self, code: str, message: str | None = None) -> "Outcome":
        equal(self.code, code, self.message)
        if message is not None:
            equal(self.message, message)
        return self

    def says(self, pattern: str) -> "Outcome":
        if not re.search(pattern, self.message):
            raise AssertionError(f"{self.message!r} does not match {pattern!r}")
        return self


def equal(actual: Any, expected: Any, about: str = "") -> None:
    if actual != expected:
        raise AssertionError(f"got {actual!r}, expected {expected!r} {about}".rstrip())


class Asker:
    """The clients of one row, and a path of its own, so that rows do not see each other."""

    def __init__(self, endpoint: str, number: int):
        self.endpoint = endpoint
        self.base = f"/row{number}-{RUN}"
        self.ssm = self.client("ssm")
        self.kms = self.client("kms")
        self.sts = self.client("sts")

    def client(self, service: str, region: str = REGION):
        # Nothing is checked or repeated on this side: every rule must be the server's.
        config = Config(parameter_validation=False, retries={"total_max_attempts": 1}, read_timeout=20)
        return boto3.client(service, endpoint_url=self.endpoint, region_name=region, aws_access_key_id="local",
                            aws_secret_access_key="local", config=config)

    def do(self, operation: str, client: Any = None, **parameters: Any) -> Outcome:
        if client is None:
            client = next(c for c in (self.ssm, self.kms, self.sts) if hasattr(c, operation))
        try:
            answer = getattr(client, operation)(**parameters)
            return Outcome("ok", "", answer["ResponseMetadata"]["HTTPStatusCode"], answer)
        except ClientError as error:
            told = error.response["Error"]
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            # boto3 shows an absent message as "Unknown".
            message = told.get("Message", "")
            return Outcome(told["Code"], "" if message == "Unknown" else message, status, {})
        except HTTPClientError as error:
            return Outcome("broken", type(error).__name__, 0, {})

    def put(self, name: str, value: str = "v", **more: Any) -> Outcome:
        """A path below the row's own when it begins with a slash, else the name as it stands."""
        given = {"Type": "String", **more}
        sent = {key: each for key, each in given.items() if each is not None}
        return self.do("put_parameter", Name=self.at(name), Value=value, **sent)

    def at(self, name: str) -> str:
        return self.base + name if name.startswith("/") else name

    def get(self, name: str, **more: Any) -> Outcome:
        return self.do("get_parameter", Name=self.at(name), **more)

    def value(self, name: str) -> str:
        return self.get(name, WithDecryption=True).is_ok().answer["Parameter"]["Value"]

    def below(self, path: str = "", **more: Any) -> Outcome:
        return self.do("get_parameters_by_path", Path=self.base + path, **more)

    def pages(self, operation: str, member: str, **parameters: Any) -> list[list[Any]]:
        found, token = [], None
        for _ in range(500):
            more = {"NextToken": token} if token else {}
            answer = self.do(operation, **parameters, **more).is_ok().answer
            found.append(answer.get(member, []))
            token = answer.get("NextToken")
            if not token:
                return found
        raise AssertionError("The pages do not end.")

    def described(self, name: str) -> dict[str, Any]:
        filters = [{"Key": "Name", "Values": [self.at(name)]}]
        pages = self.pages("describe_parameters", "Parameters", ParameterFilters=filters, MaxResults=50)
        return [each for page in pages for each in page][0]

    def key(self, **more: Any) -> dict[str, Any]:
        return self.do("create_key", **more).is_ok().answer["KeyMetadata"]

    def alias(self, key: dict[str, Any], name: str) -> str:
        """An alias that no other row has."""
        full = f"alias/{self.base[1:]}-{name}"
        self.do("create_alias", AliasName=full, TargetKeyId=key["KeyId"]).is_ok()
        return full

    def faults(self, plan: dict[str, Any] | None) -> None:
        body = None if plan is None else json.dumps(plan).encode()
        request = urllib.request.Request(f"{self.endpoint}/_ssmkit/faults", data=body,
                                         method="DELETE" if plan is None else "PUT")
        urllib.request.urlopen(request, timeout=10).close()

    def raw(self, target: str | None, body: bytes = b"{}", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """One request as bytes: status, headers with names in lower case, body."""
        sent = {"content-type": "application/x-amz-json-1.1",
                "authorization": f"AWS4-HMAC-SHA256 Credential=local/20260101/{REGION}/ssm/aws4_request", **headers}
        if target is not None:
            sent["x-amz-target"] = target
        request = urllib.request.Request(self.endpoint + "/", data=body, headers=sent, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


def run(endpoint: str, target: str) -> None:
    for number, each in enumerate(ROWS, 1):
        if target == "moto" and not each.moto:
            continue
        asker = Asker(endpoint, number)
        problem = None
        try:
            each.ask(asker)
        except AssertionError as error:
            problem = str(error)
        except Exception as error:  # a row that breaks does not hold, and the rest is still asked
            problem = f"{type(error).__name__}: {error}"
        print(json.dumps({"section": each.section, "source": each.source, "rule": each.rule,
                          "holds": problem is None, "problem": problem}), flush=True)


def show() -> None:
    print("| # | Section | Source | Rule | Also asked of moto |\n|---|---|---|---|---|")
    for number, each in enumerate(ROWS, 1):
        place = f"{each.section} {SECTIONS[each.section]}"
        print(f"| {number} | {place} | {each.source} | {each.rule} | {'yes' if each.moto else ''} |")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint")
    parser.add_argument("--target", choices=["embedded", "moto"], default="embedded")
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    import rows  # noqa: F401  the rows register themselves
    if asked.list:
        show()
    elif asked.endpoint:
        run(asked.endpoint, asked.target)
    else:
        sys.exit("Give --endpoint or --list.")


if __name__ == "__main__":
    # The rows import this module by its name; there must be one list of them.
    sys.modules["table"] = sys.modules["__main__"]
    main()
