"""Colleges become rows of their body, and a department may have more than one body.

The three families of each committee become its colleges; every set of rules already kept, by a text
or by a meeting, gets the new line with its default value: no text ever asked a share of the votes.
"""

import django.db.models.deletion
from django.db import migrations, models

FAMILIES = {
    "STATE": "État et ses établissements publics",
    "LOCAL_AUTHORITIES": "Collectivités territoriales",
    "ENGINEERING": "Structures d’ingénierie",
}
NO_SHARE = "le CRPA n’en demande pas"


def carry(apps, schema_editor):
    College = apps.get_model("committee", "College")
    Seat = apps.get_model("committee", "Seat")
    for committee in apps.get_model("committee", "Committee").objects.select_related("department"):
        committee.slug = committee.department.code
        committee.legal_basis = "articles L1232-2 et R1232-10 du CGCT"
        committee.save(update_fields=["slug", "legal_basis"])
        for rank, (family, name) in enumerate(FAMILIES.items(), start=1):
            college = College.objects.create(committee=committee, name=name, rank=rank)
            Seat.objects.filter(committee=committee, family=family).update(college=college)
    for name in ("Regulation", "Meeting"):
        for row in apps.get_model("committee", name).objects.exclude(rules=None):
            row.rules = {
                **row.rules,
                "college_votes": [],
                "bases": {**row.rules["bases"], "college_votes": NO_SHARE},
            }
            row.save(update_fields=["rules"])
    # What was just written is checked now: its tables change next.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [("committee", "0005_aftermath")]

    operations = [
        migrations.CreateModel(
            name="College",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nom")),
                ("rank", models.PositiveSmallIntegerField(default=0, verbose_name="ordre")),
                (
                    "planned_seats",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="sièges prévus par le texte"
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="colleges",
                        to="committee.committee",
                    ),
                ),
            ],
            options={"verbose_name": "collège"},
        ),
        migrations.AddConstraint(
            model_name="college",
            constraint=models.UniqueConstraint(
                fields=("committee", "name"), name="college_one_name"
            ),
        ),
        migrations.CreateModel(
            name="OwedItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="intitulé")),
                ("brief", models.TextField(blank=True, verbose_name="présentation")),
                ("basis", models.CharField(max_length=300, verbose_name="texte")),
                ("asks_vote", models.BooleanField(default=False, verbose_name="demande un vote")),
                ("rank", models.PositiveSmallIntegerField(default=0, verbose_name="ordre")),
                ("starts_on", models.DateField(verbose_name="depuis le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owed_items",
                        to="committee.committee",
                    ),
                ),
            ],
            options={"verbose_name": "point dû"},
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="owed",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agenda_items",
                to="committee.oweditem",
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="college_votes",
            field=models.JSONField(blank=True, default=list, verbose_name="voix par collège"),
        ),
        migrations.RemoveConstraint(model_name="committee", name="committee_one_per_department"),
        migrations.AddField(
            model_name="committee",
            name="is_public",
            field=models.BooleanField(default=True, verbose_name="séances publiées"),
        ),
        migrations.AddField(
            model_name="committee",
            name="kind",
            field=models.CharField(
                choices=[
                    ("LOCAL", "Comité local de cohésion territoriale"),
                    ("COMMISSION", "Commission consultative"),
                ],
                default="LOCAL",
                max_length=12,
                verbose_name="nature",
            ),
        ),
        migrations.AddField(
            model_name="committee",
            name="legal_basis",
            field=models.CharField(blank=True, max_length=200, verbose_name="texte qui l’institue"),
        ),
        migrations.AddField(
            model_name="committee",
            name="slug",
            field=models.SlugField(default="", max_length=40, verbose_name="adresse"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="seat",
            name="college",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="seats",
                to="committee.college",
            ),
        ),
        migrations.RunPython(carry, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="seat",
            name="college",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="seats",
                to="committee.college",
            ),
        ),
        migrations.RemoveConstraint(model_name="seat", name="seat_family_known"),
        migrations.RemoveField(model_name="seat", name="family"),
        migrations.AddConstraint(
            model_name="committee",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "LOCAL")),
                fields=("department", "is_rehearsal"),
                name="committee_one_per_department",
            ),
        ),
        migrations.AddConstraint(
            model_name="committee",
            constraint=models.UniqueConstraint(
                fields=("slug", "is_rehearsal"), name="committee_one_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="committee",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["LOCAL", "COMMISSION"])),
                name="committee_kind_known",
            ),
        ),
    ]
