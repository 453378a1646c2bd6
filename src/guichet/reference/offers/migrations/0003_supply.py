"""Search over the catalogue; files of offers; where an imported offer stands."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations, models

# French stems of words without their accents. The catalogue has its own, for it stands below the
# demands, which have theirs.
CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION catalogue_fr (COPY = french);
ALTER TEXT SEARCH CONFIGURATION catalogue_fr
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_absences"),
        ("documents", "0001_initial"),
        ("offers", "0002_conditions_and_origin"),
        ("policies", "0002_service_levels"),
        ("territories", "0002_points"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        UnaccentExtension(),
        migrations.RunSQL(CONFIGURATION, "DROP TEXT SEARCH CONFIGURATION catalogue_fr"),
        migrations.CreateModel(
            name="OfferFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("AIDES_TERRITOIRES", "Aides-territoires"),
                            ("SPREADSHEET", "Tableur"),
                        ],
                        max_length=20,
                        verbose_name="origine",
                    ),
                ),
                ("source", models.CharField(max_length=150, verbose_name="source")),
                (
                    "status",
                    models.CharField(
                        choices=[("READ", "Lu, à confirmer"), ("CONFIRMED", "Importé")],
                        default="READ",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("mapping", models.JSONField(default=dict, verbose_name="colonnes")),
                (
                    "default_provider",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="organisme par défaut"
                    ),
                ),
                (
                    "makes_providers",
                    models.BooleanField(
                        default=False, verbose_name="les organismes absents sont créés"
                    ),
                ),
                ("read_lines", models.PositiveIntegerField(default=0, verbose_name="lignes lues")),
                (
                    "created_offers",
                    models.PositiveIntegerField(default=0, verbose_name="offres créées"),
                ),
                (
                    "updated_offers",
                    models.PositiveIntegerField(default=0, verbose_name="offres mises à jour"),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="déposé le")),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="importé le"),
                ),
            ],
            options={
                "verbose_name": "fichier d’offres",
            },
        ),
        migrations.RemoveConstraint(
            model_name="offer",
            name="offer_price_kind_is_known",
        ),
        migrations.AddField(
            model_name="offer",
            name="confirmed_on",
            field=models.DateField(blank=True, null=True, verbose_name="relue par l’organisme le"),
        ),
        migrations.AddField(
            model_name="offer",
            name="link",
            field=models.URLField(blank=True, max_length=500, verbose_name="page à consulter"),
        ),
        migrations.AddField(
            model_name="offer",
            name="origin_digest",
            field=models.CharField(
                blank=True, editable=False, max_length=64, verbose_name="empreinte"
            ),
        ),
        migrations.AlterField(
            model_name="offer",
            name="price_kind",
            field=models.CharField(
                choices=[
                    ("FREE", "Gratuit"),
                    ("MEMBERS", "Compris dans l’adhésion"),
                    ("SHARED", "Coût partagé"),
                    ("PAID", "Payant"),
                    ("UNKNOWN", "Non précisé"),
                ],
                max_length=10,
                verbose_name="coût",
            ),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    "title", "summary", config="catalogue_fr"
                ),
                name="offer_words",
            ),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["status", "level", "title"], name="offer_catalogue"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("price_kind__in", ["FREE", "MEMBERS", "SHARED", "PAID", "UNKNOWN"])
                ),
                name="offer_price_kind_is_known",
            ),
        ),
        migrations.AddField(
            model_name="offerfile",
            name="department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territories.territory",
            ),
        ),
        migrations.AddField(
            model_name="offerfile",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="offerfile",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="offerfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["READ", "CONFIRMED"])),
                name="offer_file_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="offerfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["AIDES_TERRITOIRES", "SPREADSHEET"])),
                name="offer_file_origin_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="offerfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("status", "READ")),
                    models.Q(("confirmed_at__isnull", False), ("status", "CONFIRMED")),
                    _connector="OR",
                ),
                name="offer_file_confirmed_has_a_date",
            ),
        ),
        migrations.AlterField(
            model_name="offer",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="directory.organisation",
                verbose_name="organisme",
            ),
        ),
        migrations.AlterField(
            model_name="offer",
            name="themes",
            field=models.ManyToManyField(
                blank=True, related_name="offers", to="policies.theme", verbose_name="thèmes"
            ),
        ),
    ]
