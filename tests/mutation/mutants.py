"""The small changes that a careless hand could make, one at a time."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


def unchanged(source: str) -> "Mutant":
    """The module as it is: it must survive, or every other death proves nothing."""
    return Mutant(0, "nothing", ast.parse(source))


@dataclass(frozen=True)
class Mutant:
    line: int
    what: str
    tree: ast.Module


def mutants_of(source: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its lines; words of sentences are left alone."""
    tree = ast.parse(source)
    # Whether a record can be changed in place is no rule of the law.
    left_alone = {
        id(keyword.value)
        for keyword in ast.walk(tree)
        if isinstance(keyword, ast.keyword) and keyword.arg in {"frozen", "compare"}
    }
    for place, node in enumerate(ast.walk(tree)):
        for change in [] if id(node) in left_alone else _changes(node):
            mutated = copy.deepcopy(tree)
            target = list(ast.walk(mutated))[place]
            before = ast.unparse(node) if isinstance(node, ast.expr) else type(node).__name__
            what = _apply(target, change)
            ast.fix_missing_locations(mutated)
            yield Mutant(getattr(node, "lineno", 0), f"{before[:60]} -> {what[:70]}", mutated)


Change = tuple[str, object]


def _changes(node: ast.AST) -> list[Change]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return [("op", other) for other in _COMPARED[type(node.ops[0])]]
    if isinstance(node, ast.BoolOp):
        return [("bool", ast.Or if isinstance(node.op, ast.And) else ast.And)]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return [("not", None)]
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _COUNTED:
        return [("count", _COUNTED[type(node.op)])] if not _is_text(node) else []
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return [("value", not node.value)]
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return [("value", node.value + 1)]
    if isinstance(node, ast.IfExp):
        return [("test", None)]
    return []


def _is_text(node: ast.BinOp | ast.AugAssign) -> bool:
    """Sums of sentences and of types are not arithmetic."""
    sides = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.value]
    return any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, (str, type(None))))
        or (isinstance(side, ast.Name) and side.id in {"str", "int", "date"})
        for side in sides
    )


def _apply(target: ast.AST, change: Change) -> str:
    kind, value = change
    if kind == "op" and isinstance(target, ast.Compare):
        target.ops = [value()]  # type: ignore[operator]
    elif kind == "bool" and isinstance(target, ast.BoolOp):
        target.op = value()  # type: ignore[operator]
    elif kind == "not" and isinstance(target, ast.UnaryOp):
        target.op = ast.Not()
        target.operand = ast.UnaryOp(ast.Not(), target.operand)
    elif kind == "count" and isinstance(target, (ast.BinOp, ast.AugAssign)):
        target.op = value()  # type: ignore[operator]
    elif kind == "value" and isinstance(target, ast.Constant):
        target.value = value  # type: ignore[assignment]
    elif kind == "test" and isinstance(target, ast.IfExp):
        target.body, target.orelse = target.orelse, target.body
    return ast.unparse(target) if isinstance(target, (ast.expr, ast.stmt)) else kind
