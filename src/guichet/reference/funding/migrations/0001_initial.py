from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FundingPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "total_cost",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=12,
                        verbose_name="coût total",
                    ),
                ),
                (
                    "exception",
                    models.CharField(
                        choices=[
                            ("NONE", "Aucune"),
                            ("OVERSEAS", "Collectivité d’outre-mer visée par l’article"),
                            ("URBAN_RENEWAL", "Programme de renouvellement urbain"),
                            ("PREFECT_DEROGATION", "Dérogation accordée par le préfet"),
                            ("TERRITORIAL_COOPERATION", "Coopération territoriale (FEDER)"),
                        ],
                        default="NONE",
                        max_length=30,
                        verbose_name="exception à la participation minimale",
                    ),
                ),
                (
                    "exception_reason",
                    models.TextField(blank=True, verbose_name="motif de l’exception"),
                ),
                (
                    "department_code",
                    models.CharField(blank=True, max_length=3, verbose_name="département"),
                ),
                ("case_key", models.CharField(blank=True, max_length=80, verbose_name="dossier")),
                ("version", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "plan de financement",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "exception__in",
                                [
                                    "NONE",
                                    "OVERSEAS",
                                    "URBAN_RENEWAL",
                                    "PREFECT_DEROGATION",
                                    "TERRITORIAL_COOPERATION",
                                ],
                            )
                        ),
                        name="funding_plan_exception_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total_cost__gte", 0)),
                        name="funding_plan_cost_is_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FundingLine",
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
                            ("OWN", "Maître d’ouvrage"),
                            ("PUBLIC", "Financement public"),
                            ("PRIVATE", "Financement privé"),
                        ],
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PLANNED", "Envisagé"),
                            ("REQUESTED", "Demandé"),
                            ("GRANTED", "Accordé"),
                            ("REFUSED", "Refusé"),
                        ],
                        default="PLANNED",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("label", models.CharField(max_length=150, verbose_name="financeur et dispositif")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="montant",
                    ),
                ),
                (
                    "funder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="funding.fundingplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne de financement",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["OWN", "PUBLIC", "PRIVATE"])),
                        name="funding_line_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["PLANNED", "REQUESTED", "GRANTED", "REFUSED"])
                        ),
                        name="funding_line_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="funding_line_amount_positive"
                    ),
                ],
            },
        ),
    ]
