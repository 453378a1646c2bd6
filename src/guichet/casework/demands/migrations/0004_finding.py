"""Search over demands, messages and names of files; saved views."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

# French stems of words without their accents: « écoles », « ECOLE » and « ecole » are one word.
CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION guichet_fr (COPY = french);
ALTER TEXT SEARCH CONFIGURATION guichet_fr
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
"""
# On the table of documents, for demands only: who has no demands needs no such index.
FILE_NAMES = """
CREATE INDEX attachment_name_words ON documents_document
    USING gin (to_tsvector('guichet_fr', translate(name, '._-', '   ')));
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("demands", "0003_conversation"),
        ("documents", "0001_initial"),
    ]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(CONFIGURATION, "DROP TEXT SEARCH CONFIGURATION guichet_fr"),
        migrations.RunSQL(FILE_NAMES, "DROP INDEX attachment_name_words"),
        migrations.AddIndex(
            model_name="demand",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    "search_key", "description", "expected_help", config="guichet_fr"
                ),
                name="demand_words",
            ),
        ),
        migrations.AddIndex(
            model_name="demand",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("search_key", config="guichet_fr"),
                name="demand_title_words",
            ),
        ),
        migrations.AddIndex(
            model_name="demand",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_key"], name="demand_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("body", config="guichet_fr"),
                name="message_words",
            ),
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nom de la vue")),
                ("query", models.TextField(verbose_name="filtres")),
                (
                    "has_alert",
                    models.BooleanField(default=False, verbose_name="alerte par courriel"),
                ),
                ("created_at", models.DateTimeField(verbose_name="enregistrée le")),
                (
                    "deleted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="supprimée le"),
                ),
                (
                    "known",
                    models.ManyToManyField(blank=True, related_name="+", to="demands.demand"),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "vue enregistrée",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at", None)),
                        fields=("owner", "name"),
                        name="saved_view_name_is_unique_per_person",
                    )
                ],
            },
        ),
    ]
