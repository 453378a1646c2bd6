import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_absences"),
        ("policies", "0001_initial"),
        ("territories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Portfolio",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="à partir du")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.territory",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.territory",
                        verbose_name="arrondissement",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portfolios",
                        to="directory.person",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policies.theme",
                        verbose_name="thème",
                    ),
                ),
            ],
            options={
                "verbose_name": "portefeuille",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="portfolio_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("department", "district", "theme"),
                        name="portfolio_one_holder_at_a_time",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceLevel",
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
                            ("ACKNOWLEDGE", "Prise en charge de la demande"),
                            ("FIRST_ANSWER", "Première réponse sur le fond"),
                            ("ORIENTATION", "Orientation vers une structure"),
                            ("PARTNER_ANSWER", "Réponse de la structure sollicitée"),
                            ("OUTCOME", "Aboutissement : accompagnement ou réponse motivée"),
                            ("FOLLOW_UP", "Point d’étape de l’accompagnement"),
                        ],
                        max_length=20,
                        verbose_name="engagement",
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(verbose_name="délai")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("WORKING_DAYS", "jours ouvrés"),
                            ("CALENDAR_DAYS", "jours"),
                            ("MONTHS", "mois"),
                        ],
                        max_length=15,
                        verbose_name="unité",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="à partir du")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("basis", models.CharField(max_length=250, verbose_name="texte ou décision")),
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
            ],
            options={
                "verbose_name": "délai de service",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "ACKNOWLEDGE",
                                    "FIRST_ANSWER",
                                    "ORIENTATION",
                                    "PARTNER_ANSWER",
                                    "OUTCOME",
                                    "FOLLOW_UP",
                                ],
                            )
                        ),
                        name="service_level_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit__in", ["WORKING_DAYS", "CALENDAR_DAYS", "MONTHS"])
                        ),
                        name="service_level_unit_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)), name="service_level_is_not_zero"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="service_level_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        fields=("department", "kind", "starts_on"),
                        name="service_level_one_version_a_day",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
    ]
