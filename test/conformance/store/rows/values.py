"""Section 1: values."""
from table import equal, row

STANDARD_TEXT = ("Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger "
                 "parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see "
                 "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html")
ADVANCED_TEXT = ("The specified parameter value is too large. Advanced-tier parameters support a maximum parameter "
                 "value of 8192 characters.")


@row("1", "R", "an empty value is a ValidationException", moto=True)
def _(a):
    a.put("/e", "").refuses("ValidationException")


@row("1", "R", "an empty value: the text, with the value masked")
def _(a):
    a.put("/e", "").refuses("ValidationException", "1 validation error detected: Value at 'value' failed to satisfy "
                            "constraint: Member must have length greater than or equal to 1")


@row("1", "R", "4,096 characters fit the standard tier", moto=True)
def _(a):
    a.put("/s", "v" * 4096).is_ok()
    equal(len(a.value("/s")), 4096)


@row("1", "R", "4,097 characters do not fit the standard tier")
def _(a):
    a.put("/s", "v" * 4097).refuses("ValidationException", STANDARD_TEXT)


@row("1", "D:kms", "a standard SecureString has at most 4,096 bytes, whatever its characters")
def _(a):
    a.put("/b", "ä" * 2048, Type="SecureString").is_ok()
    a.put("/c", "ä" * 2049, Type="SecureString").refuses("ValidationException")


@row("1", "R", "8,192 characters fit the advanced tier, one more does not")
def _(a):
    a.put("/a", "v" * 8192, Tier="Advanced").is_ok()
    a.put("/b", "v" * 8193, Tier="Advanced").refuses("ValidationException", ADVANCED_TEXT)


@row("1", "R", "above 32,768 the model's constraint speaks first, with the value masked")
def _(a):
    a.put("/h", "v" * 32769).refuses("ValidationException", "1 validation error detected: Value at 'value' failed to "
                                     "satisfy constraint: Member must have length less than or equal to 32768")


def _nested(value):
    @row("1", "M, D:cli, R", f"the value {value} is refused: nothing nests another parameter")
    def _(a):
        a.put("/n", value).refuses("ValidationException", "Parameter value can't nest another parameter. "
                                   'Do not use "{{}}" in the value.')


for each in ["{{ssm:name}}", "{{}}", "a {{b}} c"]:
    _nested(each)


@row("1", "M", "a value comes back letter for letter: newlines, quotes, blanks, other scripts", moto=True)
def _(a):
    for number, value in enumerate(["a\nb\r\n", " both ends ", "'\"\\$`", "日本語 🔑", "{single}", "https://x.y/"]):
        a.put(f"/v{number}", value).is_ok()
        equal(a.value(f"/v{number}"), value)


@row("1", "M", "a StringList comes back without change of item text", moto=True)
def _(a):
    a.put("/l", "a, b,,c", Type="StringList").is_ok()
    equal(a.value("/l"), "a, b,,c")


@row("1", "D:hier, M", "a value that does not match AllowedPattern is ParameterPatternMismatchException")
def _(a):
    a.put("/p", "10,000", AllowedPattern=r"\d{1,4}").refuses(
        "ParameterPatternMismatchException",
        r"Parameter value, cannot be validated against allowedPattern: \d{1,4}")
    a.put("/p", "1000", AllowedPattern=r"\d{1,4}").is_ok()


@row("1", "M", "the stored pattern holds for overwrites too")
def _(a):
    a.put("/p", "12", AllowedPattern=r"\d+").is_ok()
    a.put("/p", "x", Overwrite=True).refuses("ParameterPatternMismatchException")


@row("1", "M", "a pattern that is no regular expression is InvalidAllowedPatternException")
def _(a):
    a.put("/p", "x", AllowedPattern="(((").refuses("InvalidAllowedPatternException")


@row("1", "M", "AllowedPattern and Description have at most 1,024 characters")
def _(a):
    a.put("/p", "x", Description="d" * 1024).is_ok()
    a.put("/q", "x", Description="d" * 1025).refuses("ValidationException").says("at 'description' failed")
    a.put("/q", "x", AllowedPattern="x" * 1025).refuses("ValidationException").says("at 'allowedPattern' failed")


@row("1", "M, D", "data types: text is the default; aws:ssm:integration is known")
def _(a):
    a.put("/t").is_ok()
    equal(a.get("/t").answer["Parameter"]["DataType"], "text")
    a.put("/i", DataType="aws:ssm:integration").is_ok()


@row("1", "M, X", "an unknown data type is refused")
def _(a):
    a.put("/d", DataType="Text").refuses("ValidationException", "The following data type is not supported: Text "
                                         "(Data type names are all lowercase.)")


@row("1", "M, D", "aws:ec2:image is for String only")
def _(a):
    a.put("/d", Type="StringList", DataType="aws:ec2:image").refuses("ValidationException")


@row("1", "M", "a create without a type is a ValidationException", moto=True)
def _(a):
    a.put("/t", Type=None).refuses("ValidationException")


@row("1", "M, X", "an unknown type breaks the model's constraint", moto=True)
def _(a):
    a.put("/t", Type="Secret").refuses("ValidationException").says(
        r"at 'type' failed to satisfy constraint: Member must satisfy enum value set: ")
