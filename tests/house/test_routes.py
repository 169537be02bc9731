"""Routes: each says which permission it takes, and reads the same way."""

import re

import pytest

PUBLIC = {
    "static",
    "bootstrap.static",
    "accounts.login",
    "accounts.set_language",
    "start.health",
    "paper_checks.check",
}
"""Pages for somebody who is not logged in; a new one is added here on purpose or not at all."""

WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.(json|xlsx|docx|pdf|csv))?")
PARAMETER = re.compile(r"<(?:(?P<kind>[a-z]+)(?:\([^)]*\))?:)?(?P<name>[a-z_]+)>(\.[a-z]+)?")
SAYS_ITS_TYPE_BY_NAME = {"ref", "code", "form_code", "row_id"}
"""Keys of the exchange contract: text that the sender or an official form chose."""


@pytest.fixture
def routes(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in {"static", "bootstrap.static"}]


def permissions(app, endpoint):
    """What each way into an endpoint requires; None where it requires nothing."""
    view = app.view_functions[endpoint]
    methods = getattr(getattr(view, "view_class", None), "methods", None)
    if methods is None:
        return [getattr(view, "permission", None)]
    return [
        getattr(getattr(view.view_class, method.lower()), "permission", getattr(view, "permission", None))
        for method in methods
    ]


def test_every_route_requires_a_permission_or_is_public_by_name(app, routes):
    open_to_all = {rule.endpoint for rule in routes if None in permissions(app, rule.endpoint)}
    undeclared = sorted(str(rule) for rule in routes if rule.endpoint in open_to_all - PUBLIC)
    assert not undeclared, f"give these routes a permission (casework/web/routing.py): {undeclared}"


def test_the_list_of_public_pages_names_no_page_that_is_gone(app):
    assert set(app.view_functions) >= PUBLIC, "take pages that no longer exist out of PUBLIC"


def test_addresses_are_in_kebab_case_with_typed_parameters(routes):
    wrong = []
    for rule in routes:
        for part in rule.rule.strip("/").split("/"):
            parameter = PARAMETER.fullmatch(part)
            if parameter and (parameter["kind"] or parameter["name"] in SAYS_ITS_TYPE_BY_NAME):
                continue
            if part and not WORD.fullmatch(part):
                wrong.append(f"{rule.rule} ({rule.endpoint}): '{part}' is neither kebab-case nor a typed parameter")
    assert not wrong, "\n" + "\n".join(wrong)


def test_nobody_gets_past_the_log_in_page(app, routes):
    client = app.test_client()
    for rule in routes:
        if rule.endpoint in PUBLIC or "GET" not in rule.methods or rule.arguments:
            # A route with parameters is refused for its permission, which another test looks at.
            continue
        status = client.get(rule.rule).status_code
        assert status in {302, 303, 401}, f"{rule.rule} answers a stranger with {status}"
