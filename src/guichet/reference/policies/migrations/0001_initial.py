import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("territories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=30, primary_key=True, serialize=False, verbose_name="code"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nom")),
                ("acronym", models.CharField(blank=True, max_length=20, verbose_name="sigle")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="lancé le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("summary", models.TextField(blank=True, verbose_name="en deux phrases")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
            ],
            options={
                "verbose_name": "programme",
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=30, primary_key=True, serialize=False, verbose_name="code"
                    ),
                ),
                ("label", models.CharField(max_length=100, verbose_name="intitulé")),
                ("rank", models.PositiveSmallIntegerField(default=0, verbose_name="ordre")),
            ],
            options={
                "verbose_name": "thème",
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                ("until", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "source_date",
                    models.DateField(blank=True, null=True, verbose_name="date de la source"),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="territories.territory",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="policies.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "bénéficiaire d’un programme",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "territory", "since"),
                        name="enrolment_is_told_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StrategicOrientation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("NATIONAL", "Nationale"), ("DEPARTMENTAL", "Départementale")],
                        max_length=15,
                        verbose_name="niveau",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "Proposée"),
                            ("ADOPTED", "Adoptée"),
                            ("WITHDRAWN", "Retirée"),
                        ],
                        default="PROPOSED",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="numéro")),
                ("title", models.CharField(max_length=200, verbose_name="intitulé")),
                ("body", models.TextField(blank=True, verbose_name="texte")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adoptée le")),
                ("adopted_by", models.CharField(blank=True, max_length=200, verbose_name="par")),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, null=True, verbose_name="retirée le"),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.territory",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="policies.strategicorientation",
                        verbose_name="orientation nationale dont elle découle",
                    ),
                ),
                (
                    "themes",
                    models.ManyToManyField(
                        blank=True, related_name="orientations", to="policies.theme"
                    ),
                ),
            ],
            options={
                "verbose_name": "orientation stratégique",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["NATIONAL", "DEPARTMENTAL"])),
                        name="orientation_level_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["PROPOSED", "ADOPTED", "WITHDRAWN"])),
                        name="orientation_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("department", None), ("level", "NATIONAL"), ("parent", None)),
                            models.Q(("department__isnull", False), ("level", "DEPARTMENTAL")),
                            _connector="OR",
                        ),
                        name="orientation_departmental_has_a_department",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "ADOPTED"), _negated=True),
                            models.Q(
                                ("adopted_on__isnull", False),
                                models.Q(("adopted_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="orientation_adopted_says_when_and_by_whom",
                    ),
                ],
            },
        ),
    ]
