import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("demands", "0004_finding"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("LINKED", "Liées : chacune suit son cours"),
                            ("MERGED", "Réunies : l’une est classée, l’autre continue"),
                            ("DISTINCT", "Distinctes : ne plus proposer"),
                        ],
                        max_length=10,
                        verbose_name="décision",
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(verbose_name="ressemblance ce jour-là")),
                ("note", models.TextField(blank=True, verbose_name="précision")),
                ("decided_at", models.DateTimeField(verbose_name="décidé le")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="demands.demand",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="demands.demand",
                    ),
                ),
            ],
            options={
                "verbose_name": "décision sur un doublon",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["LINKED", "MERGED", "DISTINCT"])),
                        name="decision_verdict_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("other")), _negated=True),
                        name="decision_is_about_two_demands",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Least("kept", "other"),
                        django.db.models.functions.comparison.Greatest("kept", "other"),
                        name="decision_one_per_pair",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("verdict", "MERGED")),
                        fields=("other",),
                        name="decision_merged_once",
                    ),
                ],
            },
        ),
    ]
