"""The words of names, for the catalogue of offers."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_absences"),
        ("territories", "0002_points"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_key"], name="organisation_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("acronym"), name="varchar_pattern_ops"
                ),
                name="organisation_acronym",
            ),
        ),
    ]
