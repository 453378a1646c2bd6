import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0005_near_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OfferImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("confirmed_at", models.DateTimeField(verbose_name="importé le")),
                (
                    "same_lines",
                    models.PositiveIntegerField(default=0, verbose_name="lignes inchangées"),
                ),
                (
                    "refused_lines",
                    models.PositiveIntegerField(default=0, verbose_name="lignes refusées"),
                ),
                ("undone_at", models.DateTimeField(null=True, verbose_name="annulé le")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="offers.offerfile",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "import d’offres",
                "ordering": ["-confirmed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportedOffer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="intitulé")),
                ("is_new", models.BooleanField(verbose_name="créée par l’import")),
                ("before", models.JSONField(default=dict, verbose_name="valeurs d’avant")),
                ("rank", models.PositiveIntegerField(verbose_name="rang")),
                (
                    "fate",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("WITHDRAWN", "Brouillon retiré"),
                            ("RESTORED", "Rendue à ses valeurs d’avant"),
                            ("LEFT", "Laissée"),
                        ],
                        max_length=10,
                        verbose_name="suite",
                    ),
                ),
                (
                    "left_because",
                    models.CharField(blank=True, max_length=500, verbose_name="laissée parce que"),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="offers.offer",
                    ),
                ),
                (
                    "made_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="offers.offerimport",
                    ),
                ),
            ],
            options={
                "verbose_name": "offre importée",
            },
        ),
        migrations.AddConstraint(
            model_name="offerimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at", None), ("undone_by", None)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="offer_import_undone_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="offerimport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("file",),
                name="offer_import_one_stands_per_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedoffer",
            constraint=models.CheckConstraint(
                condition=models.Q(("fate__in", ["", "WITHDRAWN", "RESTORED", "LEFT"])),
                name="imported_offer_fate_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedoffer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fate", "LEFT"), models.Q(("left_because", ""), _negated=True)),
                    models.Q(models.Q(("fate", "LEFT"), _negated=True), ("left_because", "")),
                    _connector="OR",
                ),
                name="imported_offer_left_has_a_reason",
            ),
        ),
    ]
