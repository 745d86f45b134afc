"""Section 3: the shapes of errors."""
from table import equal, row


@row("3", "R", "several broken constraints come in one text, with their number")
def _(a):
    a.do("put_parameter", Name="", Value="", Type="Nope").refuses("ValidationException").says(
        r"^3 validation errors detected: .+; .+; .+$")


@row("3", "R", "a missing member must not be null")
def _(a):
    a.do("get_parameter").refuses("ValidationException", "1 validation error detected: Value null at 'name' failed to "
                                  "satisfy constraint: Member must not be null")


@row("3", "R", "refusals of clients are HTTP 400, denials too")
def _(a):
    a.faults({"denied": [{"action": "ssm:GetParameter"}]})
    try:
        equal(a.get("/x").refuses("AccessDeniedException").status, 400)
    finally:
        a.faults(None)


@row("3", "M", "an unsigned request is MissingAuthenticationTokenException")
def _(a):
    status, _headers, body = a.raw("AmazonSSM.DescribeParameters", authorization="")
    equal([status, b"MissingAuthenticationToken" in body], [400, True])
