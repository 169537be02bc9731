"""Forms: a form that is handed on whole asks for exactly what the service behind it takes."""

import ast
import importlib
import inspect

from tests.house.source import Offence, modules, none_of, tree

HIDDEN = {"request_key", "version", "csrf_token"}


def handed_on(path):
    """Calls `service.act(…, **form.entered)` with the form's class, where one function makes and hands on both."""
    for view in ast.walk(tree(path)):
        if not isinstance(view, ast.FunctionDef):
            continue
        made = {
            node.targets[0].id: node.value.func.id
            for node in ast.walk(view)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name)
        }  # fmt: skip
        for call in ast.walk(view):
            whole = [each.value for each in getattr(call, "keywords", ()) if each.arg is None]
            if whole and ast.unparse(whole[0]).endswith(".entered") and ast.unparse(whole[0].value) in made:
                yield call, made[ast.unparse(whole[0].value)]


def test_a_form_and_its_service_call_the_same_things_the_same():
    offences, seen = [], 0
    for path in modules("web"):
        for call, form in handed_on(path):
            module = importlib.import_module(f"casework.web.{path.stem}")
            service = eval(ast.unparse(call.func), vars(module))
            takes = inspect.signature(service).parameters
            kind = getattr(module, form)
            asked = {name for name in dir(kind) if hasattr(getattr(kind, name), "field_class")} - HIDDEN
            given = {each.arg for each in call.keywords if each.arg}
            needed = [name for name, each in takes.items() if each.default is each.empty][len(call.args) :]
            differing = sorted((asked - set(takes)) | (set(needed) - asked - given))
            seen += 1
            if differing:
                offences.append(Offence(path, call.lineno, f"{form} and {service.__name__} differ in {differing}"))
    none_of(offences)
    assert seen >= 15, "no form is handed on whole: this test reads the pages wrongly"
