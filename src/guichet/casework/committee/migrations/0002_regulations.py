"""Rules become dated data; the three numbers that a committee had are carried into a text."""

import django.db.models.deletion
from django.db import migrations, models

USUAL = {"notice_days": 5, "proxies_per_holder": 1, "meetings_per_year": 2}
# The default rules as they were when this migration was written (ruleset.freeze).
RULES = {
    "version": "CRPA-2026",
    "notice_days": 5,
    "proxies_per_holder": 1,
    "second_convocation": True,
    "majority": "CAST",
    "abstentions_count": False,
    "casting_vote": True,
    "remote": True,
    "meetings_per_year": 2,
    "quorum": {
        "share": [1, 2],
        "strictly": False,
        "number": None,
        "vacancies_count": True,
        "recused": "PRESENT",
        "colleges": [],
        "necessary": [],
    },
    "bases": {
        "notice_days": "article R133-8 du CRPA",
        "proxies_per_holder": "article R133-9 du CRPA",
        "quorum": "article R133-10 du CRPA",
        "second_convocation": "article R133-10 du CRPA",
        "majority": "article R133-11 du CRPA",
        "abstentions_count": "le texte ne le dit pas : usage, à fixer par le règlement intérieur",
        "casting_vote": "article R133-11 du CRPA",
        "remote": "article R133-10 du CRPA et ordonnance n° 2014-1329 du 6 novembre 2014",
        "meetings_per_year": "article L1232-2 du CGCT",
    },
}


def carry(apps, schema_editor):
    """A committee that had other numbers keeps them, under its order of composition."""
    for committee in apps.get_model("committee", "Committee").objects.order_by("pk"):
        own = {
            name: getattr(committee, name)
            for name, value in USUAL.items()
            if getattr(committee, name) != value
        }
        if own:
            basis = committee.order_reference or "réglage du comité"
            apps.get_model("committee", "Regulation").objects.create(
                committee=committee,
                starts_on=committee.order_date or "2020-01-01",
                basis=basis,
                rules={**RULES, **own, "bases": {**RULES["bases"], **dict.fromkeys(own, basis)}},
            )


class Migration(migrations.Migration):
    dependencies = [("committee", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Regulation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="applicable le")),
                ("basis", models.CharField(max_length=300, verbose_name="texte")),
                ("rules", models.JSONField(verbose_name="règles")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regulations",
                        to="committee.committee",
                    ),
                ),
            ],
            options={"verbose_name": "règlement"},
        ),
        migrations.AddConstraint(
            model_name="regulation",
            constraint=models.UniqueConstraint(
                fields=("committee", "starts_on"), name="regulation_one_per_day"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="rules",
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name="règles"),
        ),
        migrations.RunPython(carry, migrations.RunPython.noop),
        migrations.RemoveField(model_name="committee", name="notice_days"),
        migrations.RemoveField(model_name="committee", name="proxies_per_holder"),
        migrations.RemoveField(model_name="committee", name="meetings_per_year"),
    ]
