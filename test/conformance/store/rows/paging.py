"""Section 2: GetParametersByPath and the pages of listings."""
from table import equal, row

PATH_TEXT = ('The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward '
             'slash "/". It can\'t be prefixed with \\"aws\\" or \\"ssm\\" (case-insensitive). It must use only '
             "letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters "
             'are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: '
             "/get/parameters2-/by1./path0_.")


def names(pages):
    return sorted(each["Name"] for page in pages for each in page)


def fill(a, count, path=""):
    made = [a.at(f"{path}/k{number:03}") for number in range(count)]
    for name in made:
        a.do("put_parameter", Name=name, Value="v", Type="String").is_ok()
    return made


@row("2", "M", "a path gives one level without Recursive", moto=True)
def _(a):
    for name in ("/p/a", "/p/b", "/p/c/d"):
        a.put(name).is_ok()
    equal(names([a.below("/p").is_ok().answer["Parameters"]]), [a.at("/p/a"), a.at("/p/b")])


@row("2", "M", "Recursive gives every level", moto=True)
def _(a):
    for name in ("/p/a", "/p/c/d", "/p/c/e/f"):
        a.put(name).is_ok()
    got = a.below("/p", Recursive=True).is_ok().answer["Parameters"]
    equal(names([got]), [a.at("/p/a"), a.at("/p/c/d"), a.at("/p/c/e/f")])


@row("2", "M", "the parameter whose name is the path is not in the answer", moto=True)
def _(a):
    a.put("/p").is_ok()
    a.put("/p/a").is_ok()
    equal(names([a.below("/p", Recursive=True).is_ok().answer["Parameters"]]), [a.at("/p/a")])


@row("2", "M, D:hier", "a path ends at a slash: /back does not hold /backend/x", moto=True)
def _(a):
    a.put("/back/x").is_ok()
    a.put("/backend/x").is_ok()
    equal(names([a.below("/back", Recursive=True).is_ok().answer["Parameters"]]), [a.at("/back/x")])


@row("2", "M", "an unknown path is an empty list, no error", moto=True)
def _(a):
    equal(a.below("/nothing").is_ok().answer["Parameters"], [])


@row("2", "R", "a path without its slash at the start is refused, with the long text")
def _(a):
    a.do("get_parameters_by_path", Path="no/slash").refuses("ValidationException", PATH_TEXT)


@row("2", "M", "MaxResults is 1 to 10 for paths")
def _(a):
    a.below(MaxResults=0).refuses("ValidationException").says("greater than or equal to 1")
    a.below(MaxResults=11).refuses("ValidationException").says("less than or equal to 10")


@row("2", "M", "MaxResults above 10 is refused for paths", moto=True)
def _(a):
    a.below(MaxResults=11).refuses("ValidationException")


@row("2", "M", "25 below a path come in pages of 10, each once", moto=True)
def _(a):
    made = fill(a, 25)
    pages = a.pages("get_parameters_by_path", "Parameters", Path=a.base)
    equal([len(page) for page in pages], [10, 10, 5])
    equal(names(pages), made)


@row("2", "M", "MaxResults makes the pages smaller", moto=True)
def _(a):
    made = fill(a, 7)
    pages = a.pages("get_parameters_by_path", "Parameters", Path=a.base, MaxResults=3)
    equal([len(page) for page in pages], [3, 3, 1])
    equal(names(pages), made)


@row("2", "M", "a page may be empty and still carry a token: filters come after the cut")
def _(a):
    fill(a, 12)
    a.put("/z", Type="StringList").is_ok()
    filters = [{"Key": "Type", "Values": ["StringList"]}]
    pages = a.pages("get_parameters_by_path", "Parameters", Path=a.base, ParameterFilters=filters)
    equal([len(page) for page in pages], [0, 1])


@row("2", "M", "nothing is lost or doubled between pages while others write")
def _(a):
    made = fill(a, 20)
    first = a.below(MaxResults=5).is_ok().answer
    a.put("/k0001").is_ok()
    a.do("delete_parameter", Name=made[2]).is_ok()
    equal([each["Name"] for each in first["Parameters"]] + _rest(a, first["NextToken"]), made)


def _rest(a, token):
    found = []
    while token:
        answer = a.below(MaxResults=5, NextToken=token).is_ok().answer
        found += [each["Name"] for each in answer["Parameters"]]
        token = answer.get("NextToken")
    return found


@row("3", "M", "a token that is none is InvalidNextToken")
def _(a):
    a.below(NextToken="nonsense").refuses("InvalidNextToken")
    a.do("describe_parameters", NextToken="nonsense").refuses("InvalidNextToken")


@row("3", "M", "a token belongs to its listing")
def _(a):
    fill(a, 3)
    token = a.below(MaxResults=2).is_ok().answer["NextToken"]
    a.below("/other", MaxResults=2, NextToken=token).refuses("InvalidNextToken")


@row("2", "M", "WithDecryption opens SecureStrings of a path", moto=True)
def _(a):
    a.put("/s", "open me", Type="SecureString").is_ok()
    equal(a.below(WithDecryption=True).is_ok().answer["Parameters"][0]["Value"], "open me")
    equal(a.below().is_ok().answer["Parameters"][0]["Value"] == "open me", False)


@row("2", "M, R", "DescribeParameters: 1 to 50 a page, 10 when not told")
def _(a):
    fill(a, 12)
    answer = a.do("describe_parameters").is_ok().answer
    equal(len(answer["Parameters"]), 10)
    a.do("describe_parameters", MaxResults=51).refuses("ValidationException")
    a.do("describe_parameters", MaxResults=0).refuses("ValidationException")
    equal(len(a.do("describe_parameters", MaxResults=12).is_ok().answer["Parameters"]), 12)


@row("2", "M, D:search, R", "DescribeParameters cuts pages before it filters: empty pages with tokens")
def _(a):
    fill(a, 30)
    a.put("/zz-wanted").is_ok()
    filters = [{"Key": "Name", "Values": [a.at("/zz-wanted")]}]
    pages = a.pages("describe_parameters", "Parameters", ParameterFilters=filters, MaxResults=10)
    equal(sum(len(page) for page in pages), 1)
    equal(any(len(page) == 0 for page in pages[:-1]), True)


@row("2", "M", "DescribeParameters tells no values and no labels", moto=True)
def _(a):
    a.put("/x", "value").is_ok()
    described = a.described("/x")
    equal([key for key in ("Value", "Labels") if key in described], [])
