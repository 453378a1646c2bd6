"""How the history of a case tells what happened to its funding plan."""

HISTORY: dict[str, str] = {
    "funding.create_plan": "a ouvert le plan de financement (coût : {amount_label})",
    "funding.set_plan": "a modifié le plan de financement (coût : {amount_label})",
    "funding.add_line": "a ajouté au plan de financement « {label} » pour {amount_label}",
    "funding.change_line": "a noté « {label} » ({amount_label}) comme {status_label}",
    "funding.remove_line": "a retiré du plan de financement « {label} » ({amount_label})",
}
