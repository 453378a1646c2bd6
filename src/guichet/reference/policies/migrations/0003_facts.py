import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_absences"),
        ("policies", "0002_service_levels"),
        ("territories", "0002_points"),
    ]

    operations = [
        migrations.CreateModel(
            name="Adhesion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("holds", models.BooleanField(default=True, verbose_name="adhérent")),
                ("since", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                ("until", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "source_date",
                    models.DateField(blank=True, null=True, verbose_name="date de la source"),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adhesions",
                        to="directory.organisation",
                        verbose_name="adhérent",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adherents",
                        to="directory.organisation",
                        verbose_name="structure",
                    ),
                ),
            ],
            options={
                "verbose_name": "adhésion",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("since", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="adhesion_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        fields=("member", "provider", "since"),
                        name="adhesion_is_told_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TerritoryFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("MOUNTAIN", "En zone de montagne"),
                            ("RURAL", "Rurale (grille de densité de l’Insee)"),
                            ("REVITALISATION", "France ruralités revitalisation (FRR)"),
                            ("RURAL_BY_LAW", "Commune rurale (CGCT, article D3334-8-1)"),
                            ("ASSISTED", "Droit à l’assistance technique du département"),
                            ("POTENTIAL", "Potentiel financier par habitant, en euros"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("holds", models.BooleanField(default=True, verbose_name="oui")),
                (
                    "amount",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="montant"),
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
                        related_name="facts",
                        to="territories.territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "classement d’un territoire",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "MOUNTAIN",
                                    "RURAL",
                                    "REVITALISATION",
                                    "RURAL_BY_LAW",
                                    "ASSISTED",
                                    "POTENTIAL",
                                ],
                            )
                        ),
                        name="territory_fact_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("since", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="territory_fact_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__isnull", False), ("kind", "POTENTIAL")),
                            models.Q(
                                models.Q(("kind", "POTENTIAL"), _negated=True), ("amount", None)
                            ),
                            _connector="OR",
                        ),
                        name="territory_fact_amount_where_due",
                    ),
                    models.UniqueConstraint(
                        fields=("territory", "kind", "since"),
                        name="territory_fact_is_told_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
    ]
