import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("demands", "0001_initial"),
        ("directory", "0001_initial"),
        ("funding", "0001_initial"),
        ("matching", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OPEN", "Ouvert"),
                            ("RUNNING", "En cours"),
                            ("DELIVERED", "Livré"),
                            ("ABANDONED", "Abandonné"),
                        ],
                        default="OPEN",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("objective", models.TextField(verbose_name="objectif")),
                ("opened_at", models.DateTimeField(verbose_name="ouvert le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="fin prévue le")),
                ("outcome", models.TextField(blank=True, verbose_name="bilan")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="terminé le"),
                ),
                (
                    "demand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="demands.demand",
                    ),
                ),
                (
                    "lead_provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="directory.organisation",
                    ),
                ),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support",
                        to="funding.fundingplan",
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support",
                        to="matching.referral",
                    ),
                ),
            ],
            options={
                "verbose_name": "accompagnement",
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(verbose_name="ordre")),
                ("title", models.CharField(max_length=150, verbose_name="étape")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="prévue le")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="faite le")),
                (
                    "support",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="support.support",
                    ),
                ),
            ],
            options={
                "verbose_name": "étape",
            },
        ),
        migrations.AddConstraint(
            model_name="support",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["OPEN", "RUNNING", "DELIVERED", "ABANDONED"])),
                name="support_status_is_known",
            ),
        ),
    ]
